// The names that the console's modules use for what the documents describe. client.d.ts and operator.d.ts are made of them.
type Client = import('./client').components['schemas'];
type Operator = import('./operator').components['schemas'];

declare namespace Api {
  type ErrorInfo = Client['ErrorInfo'];
  type ErrorProblem = Client['ErrorProblem'];
  type WhoAmI = Client['WhoAmIAnswer'];
  type Model = Client['ModelRow'];
  type ModelList = Client['ModelList'];
  type Mode = Client['ModeCapabilities'];
  type ParameterInfo = Client['ParameterInfo'];
  type DryRun = Client['DryRunAnswer'];
  type Route = Client['RouteAnswer'];
  type Task = Client['VideoTask'];
  type Link = Client['LinkAnswer'];
  type UploadedImage = Client['UploadedImageAnswer'];
  type Usage = Client['UsageAnswer'];
  type Money = Client['VideoUsageState'];

  type AdminTask = Operator['AdminTask'];
  type AdminTaskList = Operator['AdminTaskList'];
  type Status = Operator['StatusAnswer'];
  type Replica = Operator['ReplicaRow'];
  type Report = Operator['UsageReportAnswer'];
  type ReportRow = Operator['UsageReportRow'];
  type UpstreamRow = Operator['UpstreamRow'];
  type UpstreamList = Operator['UpstreamList'];
  type PoolKeyRow = Operator['PoolKeyRow'];
  type KeyRow = Operator['KeyRow'];
  type KeyList = Operator['KeyList'];
  type TeamRow = Operator['TeamRow'];
  type TeamList = Operator['TeamList'];
  type Limits = Operator['LimitsRequest'];
  type CallbackRow = Operator['CallbackRow'];
  type CallbackList = Operator['CallbackList'];
  type CallbackSecretList = Operator['CallbackSecretList'];
  type AuditRow = Operator['AuditRow'];
  type AuditList = Operator['AuditList'];

  /** A task as a client sees it, with what only operators see where an operator asks. */
  type AnyTask = Task & Partial<Pick<AdminTask, 'internal' | 'attempts' | 'ledger' | 'request' | 'history'>>;
  /** The same of a list. */
  type TaskPage = Omit<Client['VideoTaskList'], 'data'> & Partial<Pick<AdminTaskList, 'sums'>> & { data: AnyTask[] };
}
