namespace NanoGpt.Desktop.Check;

/// <summary>Assertions that throw an exception with the expected value.</summary>
internal static class Expect
{
    public static void True(bool condition, string expectation)
    {
        if (!condition) throw new InvalidOperationException($"Expected: {expectation}.");
    }

    public static void Equal<T>(T expected, T actual) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), $"'{expected}', not '{actual}'");

    public static void SameItems(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Equal(string.Join("\n", expected), string.Join("\n", actual));

    public static T Throws<T>(Action action) where T : Exception
    {
        try
        {
            action();
        }
        catch (T expected)
        {
            return expected;
        }
        throw new InvalidOperationException($"Expected: {typeof(T).Name}.");
    }

    public static async Task<T> ThrowsAsync<T>(Func<Task> actAsync) where T : Exception
    {
        try
        {
            await actAsync();
        }
        catch (T expected)
        {
            return expected;
        }
        throw new InvalidOperationException($"Expected: {typeof(T).Name}.");
    }
}
