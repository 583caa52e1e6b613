using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>An account's saved preferences, as long as a server lives.</summary>
internal sealed class Preferences(Account account)
{
    private const string Root = "modelPreferences";

    private readonly object gate = new();
    private readonly List<(int Request, JsonObject Change)> writes = [];
    private JsonObject answer = new() { [Root] = PreferenceDocument.Of(account) };
    private int requests;

    /// <summary>What the service answers: the preferences, null, or nothing, and what stands around them.</summary>
    public JsonObject Answer
    {
        get
        {
            lock (gate) return answer.DeepClone().AsObject();
        }
    }

    /// <summary>The preferences; null when there are none.</summary>
    public JsonObject? Document => Answer[Root] as JsonObject;

    public void Save(JsonObject? document)
    {
        lock (gate) answer = new() { [Root] = document?.DeepClone() };
    }

    public void Remove()
    {
        lock (gate) answer = [];
    }

    public void Update(Func<JsonObject, JsonObject> update)
    {
        lock (gate) answer[Root] = update(answer[Root] as JsonObject ?? []);
    }

    /// <summary>Keeps a change until so many requests have come.</summary>
    public void WriteBefore(int request, JsonObject change)
    {
        lock (gate) writes.Add((requests + request, change.DeepClone().AsObject()));
    }

    /// <summary>Counts a request, and makes the changes that are due before it is answered.</summary>
    public void CountRequest()
    {
        lock (gate)
        {
            requests++;
            foreach (var (_, change) in writes.Where(write => write.Request == requests))
            {
                if (answer[Root] is not JsonObject) answer[Root] = new JsonObject();
                answer[Root]!.AsObject().Change(change);
            }
        }
    }
}
