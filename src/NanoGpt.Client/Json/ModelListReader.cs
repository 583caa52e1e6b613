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
internal sealed class ModelListReader(IAnswer answer, Uri host, Secret? key = null) : IDisposable
{
    /// <summary>The size of the largest entry that is read, in bytes. Real entries have less than 10 kB.</summary>
    public const int MaxEntrySize = 1024 * 1024;

    private const int FirstSize = 32 * 1024;
    private const int LongValue = 64 * 1024;

    // An answer that is no list may be anything; a few of its fields tell what.
    private const int NamedFields = 5;

    private enum Place
    {
        BeforeList,
        InList,
        BeforeData,
        InData,
        AfterList,
    }

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int start;
    private int end;
    private long received;
    private bool hasBegun;
    private bool isComplete;
    private bool mayHoldKey;
    private JsonReaderState state;
    private Place place;
    private bool hasData;
    private int entries;
    private readonly List<string> otherFields = [];
    private readonly SharedText texts = new();

    /// <summary>How many entries had no id.</summary>
    public int Skipped { get; private set; }

    /// <summary>How many models have a value that could not be read.</summary>
    public int Odd { get; private set; }

    /// <summary>Gives the next model.</summary>
    /// <returns>Null at the end of the list.</returns>
    /// <exception cref="NanoGptException">What came is no model list, or the rest of it did not come.</exception>
    public async ValueTask<Model?> ReadAsync(CancellationToken cancellation)
    {
        // Many models may be read without waiting for any bytes.
        cancellation.ThrowIfCancellationRequested();
        while (!hasBegun)
        {
            await FillAsync(cancellation).ConfigureAwait(false);
            hasBegun = TryBegin();
        }
        while (true)
        {
            if (TryAdvance() is { } model) return model;
            if (isComplete) return null;
            await FillAsync(cancellation).ConfigureAwait(false);
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
    private bool TryBegin()
    {
        var mark = "\uFEFF"u8;
        if (end < mark.Length && !isComplete) return false;
        if (buffer.AsSpan(0, end).StartsWith(mark)) start = mark.Length;
        return true;
    }

    /// <summary>Reads on as far as the next model, or as far as the buffer goes.</summary>
    private Model? TryAdvance()
    {
        try
        {
            return Advance();
        }
        catch (JsonException)
        {
            // The parser's own words quote what came, secrets included, so they are not passed on.
            throw NotAList(WhatCame());
        }
    }

    private Model? Advance()
    {
        var bytes = buffer.AsSpan(start, end - start);
        var reader = new Utf8JsonReader(bytes, isComplete, state);
        while (true)
        {
            // What has been read whole is given up; what has not will be read again when more of it is there.
            var consumed = (int)reader.BytesConsumed;
            state = reader.CurrentState;
            Model? model = null;
            if (!ReadNext(ref reader, bytes, ref model))
            {
                start += consumed;
                return null;
            }
            if (model is not null)
            {
                start += (int)reader.BytesConsumed;
                state = reader.CurrentState;
                return model;
            }
        }
    }

    /// <summary>Reads one token, or one whole value that stands in its place.</summary>
    /// <returns>False when the buffer ends before it does.</returns>
    private bool ReadNext(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, ref Model? model)
    {
        if (!reader.Read()) return false;
        switch (place)
        {
            case Place.BeforeList when reader.TokenType == JsonTokenType.StartObject:
                place = Place.InList;
                return true;

            case Place.BeforeList:
                throw NotAList($"it is {Name(reader.TokenType)}.");

            case Place.InList when reader.TokenType == JsonTokenType.EndObject:
                if (!hasData) throw NotAList(NoData());
                place = Place.AfterList;
                return true;

            case Place.InList when IsData(ref reader):
                place = Place.BeforeData;
                return true;

            case Place.InList:
                var field = reader.ValueSpan;
                var nameStart = reader.TokenStartIndex;
                if (!reader.Read() || !reader.TrySkip()) return false;
                if (reader.BytesConsumed - nameStart > MaxEntrySize) throw TooLarge();
                if (otherFields.Count < NamedFields) otherFields.Add(Encoding.UTF8.GetString(field.ToArray()));
                return true;

            case Place.BeforeData when reader.TokenType == JsonTokenType.StartArray:
                hasData = true;
                place = Place.InData;
                return true;

            case Place.BeforeData:
                throw NotAList($"its data is {Name(reader.TokenType)}.");

            case Place.InData when reader.TokenType == JsonTokenType.EndArray:
                place = Place.InList;
                return true;

            default:
                var first = (int)reader.TokenStartIndex;
                var isObject = reader.TokenType == JsonTokenType.StartObject;
                if (!reader.TrySkip()) return false;
                var length = (int)reader.BytesConsumed - first;
                if (length > MaxEntrySize) throw TooLarge();
                entries++;
                if (isObject) model = ReadModel(bytes.Slice(first, length));
                if (model is null) Skipped++;
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
        var readable = ReadableText.Of(entry);
        var isReadable = readable == entry;
        if (mayHoldKey && key!.MayBeInData(entry)) readable = EchoedKey.RemoveFrom(readable, key);
        var reader = new EntryReader(readable, texts);
        var model = reader.Read();
        // An id that had to be made readable is no longer the service's.
        if (model.Id.Length == 0 || (!isReadable && model.Id.Contains(ReadableText.Unreadable))) return null;
        model.Host = host;
        if (reader.IsOdd || !isReadable) Odd++;
        return model;
    }

    /// <summary>Makes room behind what is still unread, and reads into it.</summary>
    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        var unread = end - start;
        // White space before an entry is unread too, and does not count.
        if (unread > 2 * MaxEntrySize) throw TooLarge();
        // What is unread will be read from its start again. A long value that comes in small pieces would cost the square
        // of its length, so it is left alone until it has doubled.
        var enough = unread < LongValue ? unread + 1 : unread * 2;
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
            var count = await answer.ReadAsync(buffer, end, cancellation).ConfigureAwait(false);
            if (count == 0)
            {
                // What came before the end is looked at first: it may be broken, and not just cut off.
                isComplete = end == unread;
                break;
            }
            end += count;
            received += count;
        }
        // Here rather than for each entry, which would take longer.
        mayHoldKey = key?.MayBeInData(buffer.AsSpan(0, end)) == true;
    }

    private NanoGptException TooLarge() =>
        answer.ResponseTooLarge($"The model list has a value that exceeds the limit of {MaxEntrySize} bytes, {Where()}");

    private NanoGptException NotAList(string whatCame) =>
        answer.InvalidResponse($"The answer is not a model list: {whatCame}");

    /// <summary>Says of what is not JSON, or not all of it, what it is instead.</summary>
    private string WhatCame()
    {
        // With all of it read, what is wrong can only be that there is no more of it.
        if (place != Place.BeforeList)
            return isComplete
                ? $"it breaks off after {Quantity.Of(received, "byte")}, {Where()}."
                : $"it is broken JSON, {Where()}.";
        var text = Encoding.UTF8.GetString(buffer, start, end - start).Trim();
        if (text.Length == 0) return "it is empty.";
        return $"it is {(text[0] == '<' ? "a page (HTML or XML)" : "text")} that starts with {answer.Quote(text)}.";
    }

    private string Where() => place == Place.InData ? $"in entry {entries + 1}" : "outside its entries";

    private string NoData() =>
        otherFields.Count == 0
            ? "it is an object without anything in it."
            : $"it is an object without data; it has {string.Join(", ", otherFields)}.";

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };
}
