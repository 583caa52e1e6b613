using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that concurrent and killed processes that change one account lose no entries.</summary>
public sealed class VisibilityWritersTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    [Theory(Timeout = TestTimeout)]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Changes_of_concurrent_processes_are_all_saved(Upsert upsert)
    {
        const int count = 4, rounds = 5;
        Server.Upsert = upsert;
        var ids = Hide(count * rounds);

        var processes = await Task.WhenAll(ids.Chunk(rounds).Select(StartAsync));
        foreach (var process in processes)
        {
            while (await process.ReadLineAsync() is not null) { }
            process.Dispose();
        }

        Assert.All((await GetAsync()).Entries, entry => Assert.Equal(true, entry.Visible));
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Killed_processes_lose_no_entries_and_do_not_block_others(Upsert upsert)
    {
        string[] mine = [KnownId, OtherId, ThirdId];
        Server.Upsert = upsert;
        var ids = Hide(count: 40 * mine.Length);
        List<string> confirmed = [.. mine];

        foreach (var (id, others) in mine.Zip(ids.Chunk(ids.Length / mine.Length)))
        {
            Server.ClearRequests();
            using var process = await StartAsync(others);
            var requests = Random.Shared.Next(4, 24);
            await Eventually.IsTrueAsync(() => Server.Requests.Count >= requests);
            await process.KillAsync();
            while (await process.ReadLineAsync() is { } changed) confirmed.Add(changed);

            // Uses the system time, because the request of the killed process can still take effect.
            Assert.Single((await MergeAsync(TestClient.Options(Server.BaseUri, cookie: Account.Cookie) with { LockPath = LockPath }, Entry(id, true))).Saved);
        }

        var saved = (await GetAsync()).Entries.ToDictionary(entry => entry.Id, entry => entry.Visible);
        Assert.Empty(ids.Except(saved.Keys));
        Assert.All(confirmed, id => Assert.Equal(true, saved[id]));
    }

    private string[] Hide(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(number => $"id{number:D2}")];
        Save($$"""{"visibleTextModels":{ {{string.Join(',', ids.Select(id => $"\"{id}\":false"))}} } }""");
        return ids;
    }

    private Task<ChildProcess> StartAsync(string[] ids) =>
        ChildProcess.StartAsync([Program.ShowEntries, Server.BaseUri.AbsoluteUri, Account.Cookie, LockPath, .. ids]);
}
