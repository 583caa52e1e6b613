using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>An account's saved preferences, as long as a server lives.</summary>
internal sealed class Preferences(Account account)
{
    private const string Root = "modelPreferences";

    private readonly object gate = new();
    private readonly List<(int Request, Func<JsonObject, JsonObject> Update)> writes = [];
    private readonly Dictionary<int, JsonObject> answers = [];
    private readonly Queue<SaveFault> faults = [];
    private JsonObject answer = new() { [Root] = PreferenceDocument.From(account) };
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
        var kept = change.DeepClone().AsObject();
        UpdateBefore(request, saved =>
        {
            saved.Change(kept);
            return saved;
        });
    }

    /// <summary>Keeps an update until so many requests have come.</summary>
    public void UpdateBefore(int request, Func<JsonObject, JsonObject> update)
    {
        lock (gate) writes.Add((requests + request, update));
    }

    /// <summary>Answers a request to read, the first or a later one from now, with this.</summary>
    public void AnswerWith(int request, JsonObject answer)
    {
        lock (gate) answers[requests + request] = answer.DeepClone().AsObject();
    }

    /// <summary>Makes something go wrong with the next request to save for which nothing else is to go wrong.</summary>
    public void AddFault(SaveFault fault)
    {
        lock (gate) faults.Enqueue(fault);
    }

    public SaveFault TakeFault()
    {
        lock (gate) return faults.TryDequeue(out var fault) ? fault : SaveFault.None;
    }

    /// <summary>Forgets everything that is still to happen.</summary>
    public void Reset()
    {
        lock (gate)
        {
            writes.Clear();
            answers.Clear();
            faults.Clear();
        }
    }

    /// <summary>Counts a request, and makes the changes that are due before it is answered.</summary>
    /// <returns>What a request to read is answered with.</returns>
    public JsonObject CountRequest()
    {
        lock (gate)
        {
            requests++;
            foreach (var (_, update) in writes.Where(write => write.Request == requests)) Update(update);
            return answers.TryGetValue(requests, out var other) ? other : Answer;
        }
    }
}
