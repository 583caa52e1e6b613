namespace NanoGpt.Http;

/// <summary>Reads the body of a response as it arrives, and creates exceptions for a body that is not valid.</summary>
internal interface IResponseReader
{
    /// <summary>Reads the next bytes of the body, in UTF-8, into the buffer, from the offset to the end.</summary>
    /// <returns>The number of bytes read; 0 at the end of the body.</returns>
    ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken);

    /// <summary>Creates an exception for a response that is not valid.</summary>
    NanoGptException CreateInvalidResponse(string message);

    /// <summary>Creates an exception for a response that exceeds a limit.</summary>
    NanoGptException CreateResponseTooLarge(string message);

    /// <summary>Quotes the start of a text from the response in a message. The text is sanitized.</summary>
    string Quote(string text);
}
