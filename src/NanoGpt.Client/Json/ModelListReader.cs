using System.Buffers;
using System.Text;
using System.Text.Json;
using NanoGpt.Http;

namespace NanoGpt.Json;

/// <summary>
/// Reads <c>{"object":"list","data":[…]}</c> as it arrives, one entry of <c>data</c> at a time, so that the first model is
/// there before the last one has been sent, and no list is too long for the memory.
/// </summary>
/// <param name="answer">The answer.</param>
/// <param name="host">The host that lists the models.</param>
/// <param name="key">The key that the list was asked for with, to be redacted in the models. Null: none.</param>
internal sealed class ModelListReader(IResponseReader answer, Uri host, Secret? key = null) : IDisposable
{
    /// <summary>The size of the largest entry that is read, in bytes. Real entries have less than 10 kB.</summary>
    public const int MaxEntrySize = 1024 * 1024;

    private const int InitialBufferSize = 32 * 1024;
    private const int LongValueSize = 64 * 1024;

    // An answer that is no list may be anything; a few of its fields tell what.
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

    /// <summary>How many entries had no id.</summary>
    public int SkippedEntryCount { get; private set; }

    /// <summary>How many models have a value that could not be read.</summary>
    public int InvalidEntryCount { get; private set; }

    /// <summary>Gives the next model.</summary>
    /// <returns>Null at the end of the list.</returns>
    /// <exception cref="NanoGptException">What came is no model list, or the rest of it did not come.</exception>
    public async ValueTask<Model?> ReadAsync(CancellationToken cancellationToken)
    {
        // Many models may be read without waiting for any bytes.
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

    /// <summary>Steps over a byte order mark.</summary>
    /// <returns>False when there is not enough yet to tell.</returns>
    private bool TrySkipByteOrderMark()
    {
        var mark = "\uFEFF"u8;
        if (end < mark.Length && !isComplete) return false;
        if (buffer.AsSpan(0, end).StartsWith(mark)) start = mark.Length;
        return true;
    }

    /// <summary>Reads on as far as the next model, or as far as the buffer goes.</summary>
    private Model? TryReadModel()
    {
        try
        {
            return ReadBuffered();
        }
        catch (JsonException)
        {
            // The parser's own words quote what came, secrets included, so they are not passed on.
            throw CreateNotAListException(DescribeInvalidBody());
        }
    }

    private Model? ReadBuffered()
    {
        var bytes = buffer.AsSpan(start, end - start);
        var reader = new Utf8JsonReader(bytes, isComplete, readerState);
        while (true)
        {
            // What has been read whole is given up; what has not will be read again when more of it is there.
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

    /// <summary>Reads one token, or one whole value that stands in its place.</summary>
    /// <returns>False when the buffer ends before it does.</returns>
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
                var field = reader.ValueSpan;
                var nameStart = reader.TokenStartIndex;
                if (!reader.Read() || !reader.TrySkip()) return false;
                if (reader.BytesConsumed - nameStart > MaxEntrySize) throw CreateTooLargeException();
                if (otherProperties.Count < MaxListedProperties) otherProperties.Add(Encoding.UTF8.GetString(field.ToArray()));
                return true;

            case State.BeforeData when reader.TokenType == JsonTokenType.StartArray:
                hasData = true;
                state = State.InData;
                return true;

            case State.BeforeData:
                throw CreateNotAListException($"its data is {Describe(reader.TokenType)}.");

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

    private static bool IsData(ref Utf8JsonReader field)
    {
        try
        {
            return field.ValueTextEquals("data"u8);
        }
        catch (InvalidOperationException)
        {
            return false; // Half a character is in the name.
        }
    }

    private Model? ReadModel(ReadOnlySpan<byte> entry)
    {
        var readable = UnicodeRepair.Repair(entry);
        var isReadable = readable == entry;
        if (mayHoldKey && key!.MayOccurIn(entry)) readable = KeyRedactor.Redact(readable, key);
        var reader = new ModelJsonReader(readable, strings);
        var model = reader.Read();
        // An id that had to be made readable is no longer the service's.
        if (model.Id.Length == 0 || (!isReadable && model.Id.Contains(UnicodeRepair.ReplacementCharacter))) return null;
        model.Host = host;
        if (reader.HasInvalidValue || !isReadable) InvalidEntryCount++;
        return model;
    }

    /// <summary>Makes room behind what is still unread, and reads into it.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var unread = end - start;
        // White space before an entry is unread too, and does not count.
        if (unread > 2 * MaxEntrySize) throw CreateTooLargeException();
        // What is unread will be read from its start again. A long value that comes in small pieces would cost the square
        // of its length, so it is left alone until it has doubled.
        var enough = unread < LongValueSize ? unread + 1 : unread * 2;
        if (enough > buffer.Length || (start > 0 && unread > 0))
        {
            var target = unread > buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(buffer.Length * 2) : buffer;
            Buffer.BlockCopy(buffer, start, target, 0, unread);
            if (target != buffer) ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }
        (start, end) = (0, unread);

        while (end < enough)
        {
            var count = await answer.ReadAsync(buffer, end, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                // What came before the end is looked at first: it may be broken, and not just cut off.
                isComplete = end == unread;
                break;
            }
            end += count;
            receivedBytes += count;
        }
        // Here rather than for each entry, which would take longer.
        mayHoldKey = key?.MayOccurIn(buffer.AsSpan(0, end)) == true;
    }

    private NanoGptException CreateTooLargeException() =>
        answer.CreateResponseTooLarge($"The model list has a value that exceeds the limit of {MaxEntrySize} bytes, {DescribePosition()}");

    private NanoGptException CreateNotAListException(string whatCame) =>
        answer.CreateInvalidResponse($"The answer is not a model list: {whatCame}");

    /// <summary>Says of what is not JSON, or not all of it, what it is instead.</summary>
    private string DescribeInvalidBody()
    {
        // With all of it read, what is wrong can only be that there is no more of it.
        if (state != State.BeforeList)
            return isComplete
                ? $"it breaks off after {Quantity.Format(receivedBytes, "byte")}, {DescribePosition()}."
                : $"it is broken JSON, {DescribePosition()}.";
        var text = Encoding.UTF8.GetString(buffer, start, end - start).Trim();
        if (text.Length == 0) return "it is empty.";
        return $"it is {(text[0] == '<' ? "a page (HTML or XML)" : "text")} that starts with {answer.Quote(text)}.";
    }

    private string DescribePosition() => state == State.InData ? $"in entry {entryCount + 1}" : "outside its entries";

    private string DescribeMissingData() =>
        otherProperties.Count == 0
            ? "it is an object without anything in it."
            : $"it is an object without data; it has {string.Join(", ", otherProperties)}.";

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };
}
