/** All that Apply tells of a row, as lines: nothing is left out but what is empty, so that a table of them leaves nothing unsaid. */
import type { ApplySummary, Link, PlanRow, RowOutcome } from '../../../core/sync';

export function told({ outcome, code, did, retry, resumeAt, humaId, employeeDbId, row, planId, name, employmentId, situation, dryRun, reason, changes, stale, problems, link, item }: RowOutcome): string[] {
  return [
    `${item}: row ${row} of ${planId}, ${situation}, ${humaId} ${employeeDbId}, ${name}, ${employmentId}`,
    [outcome, code, did, ...(retry ? ['again'] : []), ...(resumeAt === undefined ? [] : [`at ${resumeAt}`]), ...(dryRun ? ['dry run'] : [])].join(' '),
    `says: ${reason}`,
    ...changes.map(({ in: there, field, label, before, after }) => `${there} ${field} (${label}): ${before} → ${after}`),
    ...stale.map(({ in: there, label, before, after, now }) => `stale: ${there} ${label}: ${before} → ${after}, now ${now}`),
    ...problems.map(({ field, code: why, detail }) => ['problem:', field, why, ...(detail ? [detail] : [])].join(' ')),
    ...(link ? [linkTold(link)] : []),
  ];
}

/** `=`: the fingerprint of what both sides hold; `!`: of a value that is not to be sent again. */
export function linkTold({ connection, humaId, state, employeeDbId, contactDbId, subledgerDbId, changedAt, baseline }: Link): string {
  const remembered = Object.entries(baseline).sort(([one], [other]) => (one < other ? -1 : 1)).map(([field, print]) => `${field}${print.replace(/[^!]+/g, '=').replace(/^=!=$/, '=!').replace(/^!=$/, '!')}`);
  return `link: ${connection} ${state} ${humaId} ${employeeDbId}/${contactDbId}/${subledgerDbId} at ${changedAt}: ${remembered.join(' ')}`;
}

/** The figures of a run. */
export function summed({ says, planId, connection, rows, outcomes, created, updated, linked, fields, counted, requests, canary, cannotBeUndone }: ApplySummary): string[] {
  const counts = { ...outcomes, createdInXledger: created.xledger, createdInHuma: created.huma, updatedInXledger: updated.xledger, updatedInHuma: updated.huma, linked, ...fields };
  return [
    `sum: ${says} ${Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${what} ${count}`])).join(', ')}; canary ${canary}; ${planId} of ${connection}, ${rows} rows; requests ${requests.xledger} and ${requests.huma}`,
    `counted: ${Object.entries(counted).flatMap(([what, count]) => (count === 0 ? [] : [`${what} ${JSON.stringify(count)}`])).join(', ')}`,
    ...cannotBeUndone.map(({ name, humaId, employeeDbId, in: there }) => `cannot be undone: ${name} ${humaId} ${employeeDbId} in ${there}`),
  ];
}

/** A row of the way back: what it puts where, and what it tells. */
export function backTold({ plan, row, situation, action, proposal, why, humaId, employeeDbId, contactDbId, subledgerDbId, name, employmentId, evidence, differences, values, attention, notCompared, remembers, decision }: PlanRow): string[] {
  return [
    `back: row ${row}, ${plan.planId} undoes ${plan.undoes}, ${plan.rows} rows, ${plan.madeAt} to ${plan.expiresAt}; ${situation} ${action} ${proposal} ${decision}; ${humaId} ${employeeDbId}/${contactDbId}/${subledgerDbId} ${name} ${employmentId}; ${why}`,
    `back: ${JSON.stringify({ evidence, values, notCompared })} remembers ${Object.keys(remembers.baseline).length} and ${Object.keys(remembers.differing).length}`,
    ...differences.map(({ target, fields, label, state, huma, xledger, forHuma, shown, moved, wins, why: because, offers, decision: decided }) =>
      `back: ${target} [${fields.join(' ')}] ${label} ${state} ${moved}: ${plain(huma)} | ${plain(xledger)}${forHuma === undefined ? '' : ` | ${plain(forHuma)}`}; shown ${shown.huma} | ${shown.xledger}; ${wins} of ${offers.join(' ')}, ${decided}: ${because}`),
    ...attention.map(({ code, says, field }) => `back: ${code} ${field}: ${says}`),
  ];
}

/** What is sealed is another text each time. */
const plain = (value: unknown): string => (typeof value === 'string' && value.startsWith('sealed:') ? 'sealed' : JSON.stringify(value));
