// A store that speaks S3, with one empty bucket, in the folder that is named. It writes its port, and ends when its input does.
import S3rver from 's3rver';

const [directory] = process.argv.slice(2);
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'videos', configs: [] }] });
const { port } = await server.run();
console.log(port);
process.stdin.on('end', () => process.exit(0)).resume();
