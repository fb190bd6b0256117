// Ends with 0 when the Vigil of this container answers 200 at the path given. It asks over loopback, so it needs no
// name in the certificate.
import { request as http } from 'node:http';
import { request as https } from 'node:https';

const { TLS_CERT, VIGIL_PORT = '8080' } = process.env;
const request = TLS_CERT ? https : http;
const path = process.argv[2] ?? '/readyz';

const asked = request({
  host: '127.0.0.1',
  port: VIGIL_PORT,
  path,
  timeout: 4_000,
  rejectUnauthorized: false,
});
asked.on('response', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
asked.on('timeout', () => process.exit(1));
asked.on('error', () => process.exit(1));
asked.end();
