using System.Buffers;
using System.Text;
using System.Text.Json;
using NanoGpt.Http;

namespace NanoGpt.Json;

/// <summary>
/// Reads <c>{"object":"list","data":[…]}</c> as it arrives, one entry of <c>data</c> at a time: the first model is available
/// before the last one has been sent, and the memory use does not depend on the length of the list.
/// </summary>
/// <param name="response">The response.</param>
/// <param name="host">The address that the models are requested from.</param>
/// <param name="key">The key that the list was requested with, which is redacted in the models; <see langword="null"/> for none.</param>
/// <param name="type">The type of the models.</param>
internal sealed class ModelListReader(IResponseReader response, Uri host, Secret? key = null, ModelType type = ModelType.Text) : IDisposable
{
    /// <summary>The maximum size of an entry, in bytes. Real entries have less than 10 kB.</summary>
    public const int MaxEntrySize = 1024 * 1024;

    private const int InitialBufferSize = 32 * 1024;
    private const int LongValueSize = 64 * 1024;

    // If the response is not a list, the error names some of its properties.
    private const int MaxListedProperties = 5;

    private enum State
    {
        BeforeList,
        InList,
        BeforeData,
        InData,
        AfterList,
    }

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialBufferSize);
    private int start;
    private int end;
    private long receivedBytes;
    private bool isStarted;
    private bool isComplete;
    private bool mayHoldKey;
    private JsonReaderState readerState;
    private State state;
    private bool hasData;
    private int entryCount;
    private readonly List<string> otherProperties = [];
    private readonly StringPool strings = new();

    /// <summary>Gets the number of entries without an id.</summary>
    public int SkippedEntryCount { get; private set; }

    /// <summary>Gets the number of models with an invalid value.</summary>
    public int InvalidEntryCount { get; private set; }

    /// <summary>Reads the next model.</summary>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <returns>The model; <see langword="null"/> at the end of the list.</returns>
    /// <exception cref="NanoGptException">The response is not a model list, or is incomplete.</exception>
    public async ValueTask<Model?> ReadAsync(CancellationToken cancellationToken)
    {
        // Several models can be read from the buffer without waiting.
        cancellationToken.ThrowIfCancellationRequested();
        while (!isStarted)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
            isStarted = TrySkipByteOrderMark();
        }
        while (true)
        {
            if (TryReadModel() is { } model) return model;
            if (isComplete) return null;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public bool IsDisposed => buffer.Length == 0;

    public void Dispose()
    {
        if (IsDisposed) return;
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    /// <summary>Skips a byte order mark.</summary>
    /// <returns><see langword="false"/> if more bytes are needed to detect it.</returns>
    private bool TrySkipByteOrderMark()
    {
        if (end < ByteOrderMark.Utf8.Length && !isComplete) return false;
        start = ByteOrderMark.GetUtf8Length(buffer.AsSpan(0, end));
        return true;
    }

    /// <summary>Reads the next model from the buffer; <see langword="null"/> if the buffer ends before it.</summary>
    private Model? TryReadModel()
    {
        try
        {
            return ReadBuffered();
        }
        catch (JsonException)
        {
            // The message of the parser is not used: it quotes the response, which can contain secrets.
            throw CreateNotAListException(DescribeInvalidBody());
        }
    }

    private Model? ReadBuffered()
    {
        var bytes = buffer.AsSpan(start, end - start);
        var reader = new Utf8JsonReader(bytes, isComplete, readerState);
        while (true)
        {
            // Complete values are consumed. An incomplete value is read again when more of it has arrived.
            var consumed = (int)reader.BytesConsumed;
            readerState = reader.CurrentState;
            Model? model = null;
            if (!ReadNext(ref reader, bytes, ref model))
            {
                start += consumed;
                return null;
            }
            if (model is not null)
            {
                start += (int)reader.BytesConsumed;
                readerState = reader.CurrentState;
                return model;
            }
        }
    }

    /// <summary>Reads one token or one complete value.</summary>
    /// <returns><see langword="false"/> if the buffer ends before the value.</returns>
    private bool ReadNext(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, ref Model? model)
    {
        if (!reader.Read()) return false;
        switch (state)
        {
            case State.BeforeList when reader.TokenType == JsonTokenType.StartObject:
                state = State.InList;
                return true;

            case State.BeforeList:
                throw CreateNotAListException($"it is {Describe(reader.TokenType)}.");

            case State.InList when reader.TokenType == JsonTokenType.EndObject:
                if (!hasData) throw CreateNotAListException(DescribeMissingData());
                state = State.AfterList;
                return true;

            case State.InList when IsData(ref reader):
                state = State.BeforeData;
                return true;

            case State.InList:
                var name = otherProperties.Count < MaxListedProperties ? GetName(ref reader) : null;
                var nameStart = reader.TokenStartIndex;
                if (!reader.Read() || !reader.TrySkip()) return false;
                if (reader.BytesConsumed - nameStart > MaxEntrySize) throw CreateTooLargeException();
                if (name is not null) otherProperties.Add(name);
                return true;

            case State.BeforeData when reader.TokenType == JsonTokenType.StartArray:
                hasData = true;
                state = State.InData;
                return true;

            case State.BeforeData:
                throw CreateNotAListException($"its data property is {Describe(reader.TokenType)}.");

            case State.InData when reader.TokenType == JsonTokenType.EndArray:
                state = State.InList;
                return true;

            default:
                var first = (int)reader.TokenStartIndex;
                var isObject = reader.TokenType == JsonTokenType.StartObject;
                if (!reader.TrySkip()) return false;
                var length = (int)reader.BytesConsumed - first;
                if (length > MaxEntrySize) throw CreateTooLargeException();
                entryCount++;
                if (isObject) model = ReadModel(bytes.Slice(first, length));
                if (model is null) SkippedEntryCount++;
                return true;
        }
    }

    private static bool IsData(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("data"u8);
        }
        catch (InvalidOperationException)
        {
            return false; // The name contains an unpaired surrogate.
        }
    }

    private static string GetName(ref Utf8JsonReader property)
    {
        try
        {
            // Unescaped: a secret is not found behind escapes.
            return property.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return UnicodeRepair.ReplacementCharacter; // The name contains an unpaired surrogate.
        }
    }

    private Model? ReadModel(ReadOnlySpan<byte> entry)
    {
        var json = UnicodeRepair.Repair(entry);
        var isValidUnicode = json == entry;
        if (mayHoldKey && key!.MayOccurIn(entry)) json = KeyRedactor.Redact(json, key);
        var reader = new ModelJsonReader(json, strings);
        var model = reader.Read();
        // A repaired id differs from the service's id.
        if (model.Id.Length == 0 || (!isValidUnicode && model.Id.Contains(UnicodeRepair.ReplacementCharacter))) return null;
        (model.Host, model.Type) = (host, type);
        if (reader.HasInvalidValue || !isValidUnicode) InvalidEntryCount++;
        return model;
    }

    /// <summary>Reads more of the response into the buffer, and enlarges the buffer if necessary.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var unread = end - start;
        // White space before an entry is also unread, and does not count toward its size.
        if (unread > 2 * MaxEntrySize) throw CreateTooLargeException();
        // An incomplete value is parsed from its start again. For a long value that arrives in small pieces, the cost would be
        // quadratic; therefore it is parsed again only when it has doubled.
        var required = unread < LongValueSize ? unread + 1 : unread * 2;
        if (required > buffer.Length || (start > 0 && unread > 0))
        {
            var target = unread > buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(buffer.Length * 2) : buffer;
            Buffer.BlockCopy(buffer, start, target, 0, unread);
            if (target != buffer) ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }
        (start, end) = (0, unread);

        while (end < required)
        {
            var count = await response.ReadAsync(buffer, end, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                // The last bytes are parsed first: they may be invalid rather than truncated.
                isComplete = end == unread;
                break;
            }
            end += count;
            receivedBytes += count;
        }
        // Once for each read, which is faster than once for each entry.
        mayHoldKey = key?.MayOccurIn(buffer.AsSpan(0, end)) == true;
    }

    private NanoGptException CreateTooLargeException() =>
        response.CreateResponseTooLarge($"The model list has a value that exceeds the {MaxEntrySize}-byte limit, {DescribePosition()}");

    private NanoGptException CreateNotAListException(string reason) =>
        response.CreateInvalidResponse($"The response is not a model list: {reason}");

    /// <summary>Describes a body that is not valid or not complete JSON.</summary>
    private string DescribeInvalidBody()
    {
        // If all bytes have been read, the error can only be that more are missing.
        if (state != State.BeforeList)
            return isComplete
                ? $"it is truncated after {Quantity.Format(receivedBytes, "byte")}, {DescribePosition()}."
                : $"it is invalid JSON, {DescribePosition()}.";
        var text = Encoding.UTF8.GetString(buffer, start, end - start).Trim();
        if (text.Length == 0) return "it is empty.";
        return $"it is {(text[0] == '<' ? "an HTML or XML page" : "text")} that starts with {response.Quote(text)}.";
    }

    private string DescribePosition() => state == State.InData ? $"in entry {entryCount + 1}" : "outside the entries";

    private string DescribeMissingData() =>
        otherProperties.Count == 0
            ? "it is an empty object."
            : $"it is an object without a data property. Its properties are {string.Join(", ", otherProperties)}.";

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };
}
