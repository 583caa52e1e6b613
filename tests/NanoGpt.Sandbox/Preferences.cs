using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The saved preferences of an account in one server.</summary>
internal sealed class Preferences(Account account)
{
    private const string RootName = "modelPreferences";

    private readonly object gate = new();
    private readonly List<(int Request, Func<JsonObject, JsonObject> Update)> writes = [];
    private readonly Dictionary<int, JsonObject> responses = [];
    private readonly Queue<SaveFault> faults = [];
    private JsonObject response = new() { [RootName] = PreferenceDocument.From(account) };
    private int requests;

    /// <summary>Gets the response to a read: an object that contains the preferences, null, or no preferences.</summary>
    public JsonObject Response
    {
        get
        {
            lock (gate) return response.DeepClone().AsObject();
        }
    }

    /// <summary>Gets the preferences; <see langword="null"/> if there are none.</summary>
    public JsonObject? Document => Response[RootName] as JsonObject;

    public void Save(JsonObject? document)
    {
        lock (gate) response = new() { [RootName] = document?.DeepClone() };
    }

    public void Remove()
    {
        lock (gate) response = [];
    }

    public void Update(Func<JsonObject, JsonObject> update)
    {
        lock (gate) response[RootName] = update(response[RootName] as JsonObject ?? []);
    }

    /// <summary>Merges a change right before the n-th request from now.</summary>
    public void WriteBefore(int request, JsonObject change)
    {
        var copy = change.DeepClone().AsObject();
        UpdateBefore(request, saved =>
        {
            saved.Merge(copy);
            return saved;
        });
    }

    /// <summary>Applies an update right before the n-th request from now.</summary>
    public void UpdateBefore(int request, Func<JsonObject, JsonObject> update)
    {
        lock (gate) writes.Add((requests + request, update));
    }

    /// <summary>Sets the response to the n-th request from now, if it is a read.</summary>
    public void SetResponse(int request, JsonObject response)
    {
        lock (gate) responses[requests + request] = response.DeepClone().AsObject();
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
            responses.Clear();
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
            return responses.TryGetValue(requests, out var other) ? other : Response;
        }
    }
}
