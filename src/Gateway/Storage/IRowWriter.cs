namespace Gateway.Storage;

/// <summary>The values of a row, one after the other, as every engine can take them.</summary>
internal interface IRowWriter
{
    void Add(string? value);

    void Add(long? value);
}
