/** Whether nobody knows what became of its submission. @param {Api.AnyTask} task */
export const isUnresolved = ({ internal, error }) =>
  internal?.state === 'unknown' || (error?.code === 'upstream_outcome_unknown' && internal?.money === 'reserved');
