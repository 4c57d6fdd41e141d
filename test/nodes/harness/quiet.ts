/** n8n logs every error that a node throws; here the tests look at them. To be imported before n8n-core. */
process.env.N8N_LOG_LEVEL = 'silent';
