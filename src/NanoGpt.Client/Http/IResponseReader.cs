namespace NanoGpt.Http;

/// <summary>An answer whose body is read as it arrives, and the words for one that is not what was asked for.</summary>
internal interface IResponseReader
{
    /// <summary>Reads on in the body, into the buffer from an offset to its end.</summary>
    /// <returns>How many bytes were read, in UTF-8; 0 at the end of the body.</returns>
    ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken);

    /// <summary>An answer that came whole or in part, and is not what was asked for.</summary>
    NanoGptException CreateInvalidResponse(string message);

    /// <summary>An answer of which no more is read, because it exceeds a limit.</summary>
    NanoGptException CreateResponseTooLarge(string message);

    /// <summary>The beginning of a text that came, fit for a message.</summary>
    string Quote(string text);
}
