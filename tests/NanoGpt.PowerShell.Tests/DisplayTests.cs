namespace NanoGpt.Tests;

/// <summary>Tests the texts of the views.</summary>
public sealed class DisplayTests
{
    [Theory]
    [MemberData(nameof(EndlessGraphs.Names), MemberType = typeof(EndlessGraphs))]
    public void An_endless_graph_is_shown_in_part(string name)
    {
        var endless = EndlessGraphs.Get(name);

        Assert.Contains("…", Display.Text(endless), StringComparison.Ordinal);
        Assert.NotNull(Display.Value(endless));
        Assert.NotNull(Display.Values("Property", endless, endless));
        Assert.NotNull(Display.Capabilities(endless));
        Assert.NotNull(Display.ShortCapabilities(endless));
    }
}
