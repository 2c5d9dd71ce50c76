// A store that speaks S3, with one empty bucket, in the folder that is named. It writes its port, and ends when its input does.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import S3rver from 's3rver';

const [directory] = process.argv.slice(2);
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'videos', configs: [] }] });

// What s3rver lacks of uploads in parts: to list those that were begun, and to give one up.
const begun = join(directory, 'videos', '._S3rver_uploads');
server.middleware.unshift(async (ctx, next) => {
  const { uploads, uploadId, prefix = '' } = ctx.query;
  if (ctx.method === 'GET' && uploads !== undefined) {
    const found = (existsSync(begun) ? readdirSync(begun) : [])
      .map(id => ({ id, key: readFileSync(join(begun, id, 'key'), 'utf8') }))
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ id, key }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
    ctx.type = 'application/xml';
    ctx.body = `<ListMultipartUploadsResult><Bucket>videos</Bucket><IsTruncated>false</IsTruncated>${found.join('')}</ListMultipartUploadsResult>`;
  } else if (ctx.method === 'DELETE' && uploadId !== undefined) {
    rmSync(join(begun, uploadId), { recursive: true, force: true });
    ctx.status = 204;
  } else {
    await next();
  }
});

const { port } = await server.run();
console.log(port);
process.stdin.on('end', () => process.exit(0)).resume();
