/** The list, or one task of it. @param {import('../shell.js').Visit} visit */
export async function page(visit) {
  const { taskPage } = visit.parts.length ? await import('../tasks/detail.js') : { taskPage: null };
  return taskPage ? taskPage(visit) : (await import('../tasks/list.js')).listPage(visit);
}
