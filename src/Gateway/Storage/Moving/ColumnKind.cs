namespace Gateway.Storage.Moving;

internal enum ColumnKind
{
    Text,
    Number,
    Bytes,
}
