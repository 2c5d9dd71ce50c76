// The names that the console's modules use for what the documents describe. client.d.ts and operator.d.ts are made of them.
type Client = import('./client').components['schemas'];
type Operator = import('./operator').components['schemas'];

declare namespace Api {
  type ErrorInfo = Client['ErrorInfo'];
  type ErrorProblem = Client['ErrorProblem'];
  type WhoAmI = Client['WhoAmIAnswer'];
  type Model = Client['ModelRow'];
  type Mode = Client['ModeCapabilities'];
  type ParameterInfo = Client['ParameterInfo'];
  type DryRun = Client['DryRunAnswer'];
  type Route = Client['RouteAnswer'];
  type Task = Client['VideoTask'];
  type TaskList = Client['VideoTaskList'];
  type Usage = Client['UsageAnswer'];
  type Money = Client['VideoUsageState'];

  /** A task as a client sees it, with what only operators see where an operator asks. */
  type AnyTask = Task & Partial<Pick<Operator['AdminTask'], 'internal' | 'attempts' | 'ledger' | 'request' | 'history'>>;
  type UpstreamRow = Operator['UpstreamRow'];
  type PoolKeyRow = Operator['PoolKeyRow'];
  type KeyRow = Operator['KeyRow'];
  type TeamRow = Operator['TeamRow'];
  type AuditRow = Operator['AuditRow'];
  type Limits = Pick<TeamRow, 'requests_per_minute' | 'max_concurrent_tasks' | 'budget'>;
  type Report = Operator['UsageReportAnswer'];
  type ReportRow = Operator['UsageReportRow'];

  type Status = Operator['StatusAnswer'];
  type Replica = Status['replicas'][number];
  interface Delivery {
    id: string;
    task_id: string;
    team: string;
    type: string;
    url: string;
    status: string;
    next_try_at: number | null;
    receiver: { host: string; failing_since: number | null; paused_until: number | null };
    tries: { at: number; http_status: number | null; problem: string | null; milliseconds: number }[];
  }
  interface CallbackSecret {
    version: number;
    secret: string;
    created_at?: number | null;
    expires_at?: number | null;
  }

  interface List<Row> {
    data: Row[];
    has_more?: boolean;
    last_id?: string | null;
    sums?: { reserved: number; charged: number; refunded: number };
  }
}
