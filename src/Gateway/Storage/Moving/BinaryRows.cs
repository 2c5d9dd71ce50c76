using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage.Moving;

/// <summary>Rows in the form of PostgreSQL's binary COPY. A text's bytes are the same in both engines and go through as they are.</summary>
internal sealed class BinaryRows(CopiedTable table)
{
    private const int FlagsAndExtension = 8;
    private const int Null = -1;
    private const short End = -1;

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8];

    private readonly ArrayBufferWriter<byte> buffer = new(1 << 17);

    public int Count => buffer.WrittenCount;

    public ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    public void Clear() => buffer.ResetWrittenCount();

    public void Begin()
    {
        buffer.Write(Signature);
        buffer.GetSpan(FlagsAndExtension)[..FlagsAndExtension].Clear();
        buffer.Advance(FlagsAndExtension);
    }

    public void Finish() => AddShort(End);

    /// <param name="row">One of <see cref="CopiedTable.Rows"/>.</param>
    public void Add(SqliteStatement row)
    {
        AddShort((short)table.Columns.Count);
        for (var column = 0; column < table.Columns.Count; column++)
        {
            if (row.IsDBNull(column))
            {
                AddLength(Null);
                continue;
            }

            switch (table.Columns[column].Kind)
            {
                case ColumnKind.Number:
                    AddLength(sizeof(long));
                    BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), row.GetInt64(column));
                    buffer.Advance(sizeof(long));
                    break;
                case ColumnKind.Text:
                    AddText(row.GetRaw(column));
                    break;
                default:
                    AddBytes(row.GetRaw(column));
                    break;
            }
        }
    }

    private void AddText(ReadOnlySpan<byte> text)
    {
        // PostgreSQL has no NUL in a text, and refuses bytes that are no UTF-8.
        if (text.Contains((byte)0) || !Utf8.IsValid(text))
        {
            AddBytes(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace('\0', '\uFFFD')));
        }
        else
        {
            AddBytes(text);
        }
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        AddLength(bytes.Length);
        buffer.Write(bytes);
    }

    private void AddLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), length);
        buffer.Advance(sizeof(int));
    }

    private void AddShort(short number)
    {
        BinaryPrimitives.WriteInt16BigEndian(buffer.GetSpan(sizeof(short)), number);
        buffer.Advance(sizeof(short));
    }
}
