namespace Gateway.Files;

/// <summary>Where files are kept. A file is there whole or not at all, whatever happens while it is written.</summary>
internal interface IFileStore
{
    /// <summary>Writes a file, in the place of one with the same name.</summary>
    /// <param name="name">Of names of letters and digits with slashes between; made by us alone.</param>
    /// <returns>How many bytes are there then, as the store itself says.</returns>
    /// <exception cref="IOException">It can't be written now.</exception>
    Task<long> Write(string name, Stream content, CancellationToken cancel);

    /// <summary>The bytes from some place on.</summary>
    /// <param name="count">How many will be read at most.</param>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="IOException">It can't be read now.</exception>
    Task<Stream?> Open(string name, long from, long count, CancellationToken cancel);

    /// <summary>Deletes a file and what was left of writing it. That there is none is no fault.</summary>
    /// <exception cref="IOException">It can't be deleted now.</exception>
    Task Delete(string name, CancellationToken cancel);
}
