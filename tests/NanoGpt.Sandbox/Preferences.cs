using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The saved preferences of an account in one server.</summary>
internal sealed class Preferences(Account account)
{
    private const string Root = "modelPreferences";

    private readonly object gate = new();
    private readonly List<(int Request, Func<JsonObject, JsonObject> Update)> writes = [];
    private readonly Dictionary<int, JsonObject> answers = [];
    private readonly Queue<SaveFault> faults = [];
    private JsonObject answer = new() { [Root] = PreferenceDocument.From(account) };
    private int requests;

    /// <summary>Gets the response to a read: an object that contains the preferences, null, or no preferences.</summary>
    public JsonObject Answer
    {
        get
        {
            lock (gate) return answer.DeepClone().AsObject();
        }
    }

    /// <summary>Gets the preferences; <see langword="null"/> if there are none.</summary>
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

    /// <summary>Merges a change right before the n-th request from now.</summary>
    public void WriteBefore(int request, JsonObject change)
    {
        var copy = change.DeepClone().AsObject();
        UpdateBefore(request, saved =>
        {
            saved.Change(copy);
            return saved;
        });
    }

    /// <summary>Applies an update right before the n-th request from now.</summary>
    public void UpdateBefore(int request, Func<JsonObject, JsonObject> update)
    {
        lock (gate) writes.Add((requests + request, update));
    }

    /// <summary>Sets the response to the n-th request from now, if it is a read.</summary>
    public void AnswerWith(int request, JsonObject answer)
    {
        lock (gate) answers[requests + request] = answer.DeepClone().AsObject();
    }

    /// <summary>Adds a fault for the next request to save that has no fault yet.</summary>
    public void AddFault(SaveFault fault)
    {
        lock (gate) faults.Enqueue(fault);
    }

    public SaveFault TakeFault()
    {
        lock (gate) return faults.TryDequeue(out var fault) ? fault : SaveFault.None;
    }

    /// <summary>Removes all pending changes, responses, and faults.</summary>
    public void Reset()
    {
        lock (gate)
        {
            writes.Clear();
            answers.Clear();
            faults.Clear();
        }
    }

    /// <summary>Counts a request and applies the updates that are due.</summary>
    /// <returns>The response to the request if it is a read.</returns>
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
