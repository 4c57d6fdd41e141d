// After the last end-to-end test: ends the shared n8n.
import { stopSharedN8n } from './globalSetup';

export default stopSharedN8n;
