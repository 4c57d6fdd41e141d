// The words invented people are made of: names (Norwegian, Sámi, Polish, Lithuanian and others), streets, places, job titles.

export interface NamePool {
  /** How many of all people have their names from here; the shares add up to 1. */
  share: number;
  female: readonly string[];
  male: readonly string[];
  family: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ').map((word) => word.replaceAll('_', ' '));

export const NAME_POOLS: readonly NamePool[] = [
  {
    share: 0.68,
    female: words(
      'Åse Øydis Ærna Kari Ingrid Solveig Gunnhild Anne-Lise Turid Bjørg Ragnhild Åshild Sølvi Marte Hedda Tuva Sigrid Ingeborg Åsta Bergljot Nora Live Eline Frøydis Oddrun Else_Marie Målfrid Synnøve Torunn Vårin Jorunn Liv Astrid Maja Ylva',
    ),
    male: words(
      'Øyvind Bjørn Åge Håkon Pål Ola Torbjørn Asbjørn Gaute Sjur Åsmund Lars_Erik Jørgen Sveinung Olav Eirik Trygve Øystein Jon_Åge Kåre Sigurd Vidar Håvard Ørjan Magnus Steinar Tormod Ivar Ådne Birger Tarjei Per-Arne Leif Gjermund',
    ),
    family: words(
      'Ødegård Åsen Bjørnstad Hansen Haugland Fjærestad Størksen Sætre Nygård Brækhus Løvås Ærøy Myhre Tømmerås Skjåk Bråten Rønning Sørlie Øverland Åmodt Vestbø Hjelmås Dybdahl Kvåle Grønvold Moe Strøm Tangen Fossum Rød Solbakken Ulvestad Våge Østby Engebretsen Lillebø Hagelund Nærbø Skår Tveitå Bøe Sjøberg Mæland Høiås Finnøy Krogstad Ringdal Aasland Viksdal von_der_Lippe',
    ),
  },
  {
    share: 0.1,
    female: words('Áile Máret Biret Elle Sárá Inger-Ánne Risten Láilá Ánne_Máret Ráhkel Sunná Gádjá'),
    male: words('Ánde Niillas Jovnna Máhtte Áilu Mihkkal Ráste Piera Issát Sámmol Jođđi Heaika'),
    family: words('Čáppis Šáva Guttormsen Hætta-Ánde Gárasnjárga Bávttas Vuolab Sávvon Čuovžá Ŋávdi Joŧŧi Máhtebeaivi'),
  },
  {
    share: 0.1,
    female: words('Zofia Agnieszka Małgorzata Żaneta Łucja Bożena Grażyna Śława Kasia Wiesława'),
    male: words('Łukasz Paweł Michał Stanisław Żegota Grzegorz Święton Mirosław Bogdan Wojtek'),
    family: words('Wiśniewska Dąbrowicz Żurawik Łaciak Ćwierzyk Pawłowicz Świerczok Źródlak Gołębik Mączyński'),
  },
  {
    share: 0.06,
    female: words('Živilė Rūta Gražina Šarūnė Eglė Daiva'),
    male: words('Žygimantas Šarūnas Ąžuolas Čestmir Mindaugas Vytas'),
    family: words('Žukaitis Šimkutė Čepulis Ąžuolytė Grinčius Vaišnys'),
  },
  {
    share: 0.06,
    female: words("Aïcha Zoë Nguyệt Siân Amélie D'Arcy Fatou Leïla Søs Anaïs"),
    male: words("José Jürgen Đặng Séan Björn Ümit Okoye René Noël Ólafur"),
    family: words("O'Brannagh Müllerin García-Peñas Trần Öztaş Lindström Smith-Åberg Nwosu Þórsdal d'Avignac"),
  },
];

interface Land {
  country: string;
  streets: readonly string[];
  places: readonly (readonly [zipCode: string, place: string])[];
}

export const PLACES: readonly [Land, ...Land[]] = [
  {
    country: 'NO',
    streets: words(
      'Storgata Kirkegårdsveien Bjørkelia Åsveien Øvre_Torggate Skolegata Fjordgløtt Sjøgata Elveparken Granåsen Lærerveien Tømmerstien Båtstøveien Løkkeberget Ærfuglvegen Måkeberget Nedre_Dal Kongens_gate Stasjonsveien Heiaveien',
    ),
    places: [
      ['0150', 'Oslo'], ['0481', 'Oslo'], ['0667', 'Oslo'], ['5003', 'Bergen'], ['5161', 'Laksevåg'], ['7011', 'Trondheim'],
      ['4006', 'Stavanger'], ['9008', 'Tromsø'], ['9730', 'Karasjok'], ['9520', 'Kautokeino'], ['6002', 'Ålesund'], ['8006', 'Bodø'],
      ['3110', 'Tønsberg'], ['4838', 'Arendal'], ['2609', 'Lillehammer'], ['1394', 'Nesbru'], ['7374', 'Røros'], ['6856', 'Sogndal'],
    ],
  },
  { country: 'SE', streets: words('Ängsgatan Björkvägen Östra_Hamnen'), places: [['411 03', 'Göteborg'], ['452 30', 'Strömstad']] },
  { country: 'DK', streets: words('Nørregade Åboulevarden'), places: [['2100', 'København Ø'], ['9000', 'Aalborg']] },
  { country: 'PL', streets: words('ul._Źródlana ul._Łąkowa'), places: [['80-001', 'Gdańsk'], ['30-002', 'Kraków']] },
  { country: 'NL', streets: words('Grachtstraat Molenweg'), places: [['1011 AB', 'Amsterdam'], ['3011 AD', 'Rotterdam']] },
];

export const JOB_TITLES: readonly string[] = words(
  'Regnskapsfører Lønnskonsulent Kokk Kjøkkensjef Sykepleier Prosjektleder Utvikler Tømrer Elektriker Lærer Butikkmedarbeider Lagerarbeider Økonomisjef Rådgiver Renholder Sjåfør Resepsjonist Vaktmester Salgssjef Ingeniør HR-partner Designer Controller Områdeleder Account_Manager',
);
