using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests Get-NanoGptModel -Type, and the cmdlets that accept models of every type.</summary>
public sealed class CatalogTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    public static TheoryData<ModelType> Types { get; } = [ModelType.Image, ModelType.Video, ModelType.Audio, ModelType.Embedding, ModelType.Moderation];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_is_listed_without_details_by_default(ModelType type)
    {
        var basic = Models("Get-NanoGptModel -Type $args[0]", type);
        Assert.StartsWith("detailed=false", Assert.Single(Server.Requests).Query, StringComparison.Ordinal);
        var detailed = Models("Get-NanoGptModel -Type $args[0] -Detailed", type);

        Assert.NotEmpty(basic);
        Assert.Equal(basic.Select(model => model.Id), detailed.Select(model => model.Id));
        Assert.All(basic, model => Assert.Equal((type, null), (model.Type, model.Name)));
        Assert.Contains(detailed, model => model.Name is not null);
    }

    [Theory]
    [InlineData("-Scope Paid", "Scope")]
    [InlineData("-Scope Canonical", "Scope")]
    [InlineData("-Sort MostUsed", "Sort")]
    public void A_scope_or_sort_order_is_an_error_before_any_request(string argument, string parameter)
    {
        var error = Error($"Get-NanoGptModel -Type Image {argument}");

        Assert.Equal("TextOnlyParameter", IdOf(error));
        Assert.Contains($"-{parameter} applies only to text models", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void The_text_type_has_scopes_and_sort_orders()
    {
        Output("Get-NanoGptModel -Type Text -Scope Subscription -Sort MostUsed");

        var request = Assert.Single(Server.Requests);
        Assert.Equal(("/api/subscription/v1/models", "sort=mostused"), (request.Path, request.Query));
    }

    [Fact]
    public void The_moderation_list_requires_a_key_before_any_request()
    {
        var error = Error("Disconnect-NanoGpt; Connect-NanoGpt -BaseUri $args[0]; Get-NanoGptModel -Type Moderation", Server.BaseUri);

        Assert.Equal("ApiKeyMissing", IdOf(error));
        Assert.Contains("The moderation list requires an API key", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("-Type Image f*", "flux-schnell")]
    [InlineData("-Type Image FLUX-SCHNELL", "flux-schnell")]
    [InlineData("-Type Image -Search edits", "black-forest-labs/flux-kontext-max")]
    [InlineData("-Type Image -OwnedBy qwen", "Qwen/Qwen-Image-Edit")]
    [InlineData("-Type Image -Capability image_to_image, inpainting", "black-forest-labs/flux-kontext-max")]
    [InlineData("-Type Video -Capability ImageToVideo", "kling-v2.6-pro")]
    [InlineData("-Type Audio -Capability Stt -OwnedBy elevenlabs", "elevenlabs/scribe-v2")]
    [InlineData("-Type Audio -Capability SpeechToText -OwnedBy elevenlabs", "elevenlabs/scribe-v2")]
    [InlineData("-Type Embedding -Search precise", "text-embedding-3-large")]
    [InlineData("-Type Moderation -Capability Batch", "openai/omni-moderation")]
    public void Every_filter_applies(string arguments, string id) =>
        Assert.Equal(id, Assert.Single(Models($"Get-NanoGptModel {arguments}")).Id);

    [Fact]
    public void An_id_that_is_not_in_the_list_is_an_error_that_names_the_list()
    {
        var similar = Error("Get-NanoGptModel flux-schnel -Type Image");
        var other = Error("Get-NanoGptModel xyz -Type Image");

        Assert.Equal(("ModelNotFound", "ModelNotFound"), (IdOf(similar), IdOf(other)));
        Assert.Contains("in the image list. Did you mean flux-schnell?", similar.ToString(), StringComparison.Ordinal);
        Assert.Contains("Get-NanoGptModel -Type Image *part*", other.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelType.Image, @"^Id +\$/image Sizes$", @"^seedream-v4\.5 +0\.0380 .*2048x2048")]
    [InlineData(ModelType.Video, "^Id +Price +Capabilities$", @"^hunyuan-clip +price: 0\.39 USD per video +text_to_video$")]
    [InlineData(ModelType.Audio, "^Id +Speech +Price$", @"^elevenlabs/scribe-v2 +speech to text per_minute: 0\.0066 USD$")]
    [InlineData(ModelType.Embedding, @"^Id +In \$/M +Dims +MaxInput$", @"^Qwen/Qwen3-Embedding-8B +0\.010 +4,096 +32,768$")]
    [InlineData(ModelType.Moderation, @"^Id +In \$/M Out \$/M Capabilities$", @"^openai/omni-moderation +0\.000 +0\.000 text image batch$")]
    public void Each_type_has_a_table_also_for_copies(ModelType type, string heading, string row)
    {
        Shell.Host.Culture = CultureInfo.GetCultureInfo("en-US");

        foreach (var script in new[] { "Get-NanoGptModel -Type {0} -Detailed", CopyOf("@(Get-NanoGptModel -Type {0} -Detailed)") })
        {
            var lines = Shell.Show(script.Replace("{0}", type.ToString())).Text.Trim().Split('\n').Select(line => line.TrimEnd()).ToList();

            Assert.Matches(heading, lines[0]);
            Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, row));
        }
    }

    [Fact]
    public void A_basic_list_of_a_type_has_the_table_of_basic_lists() =>
        Assert.Matches("^Id +Created +OwnedBy", Shell.Show("Get-NanoGptModel -Type Image").Text.Trim());

    [Theory]
    [MemberData(nameof(Types))]
    public void A_copy_has_every_property(ModelType type)
    {
        var copies = Output(CopyOf("@(Get-NanoGptModel -Type $args[0] -Detailed)"), type);
        var originals = Models("Get-NanoGptModel -Type $args[0] -Detailed", type);

        Assert.Equal(originals.Count, copies.Count);
        foreach (var (original, copy) in originals.Zip(copies))
        {
            Assert.Contains($"Deserialized.NanoGpt.Model#{type}", copy.TypeNames);
            Assert.Equal(type.ToString(), copy.Properties["Type"].Value.ToString());
            foreach (var name in new[] { "Id", "PromptPrice", "LowestImagePrice", "Dimensions", "MaxDimensions", "MaxInputTokens", "SupportsDimensions" })
                Assert.Equal(typeof(Model).GetProperty(name)!.GetValue(original), copy.Properties[name].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Compare_finds_no_change_in_copies(ModelType type)
    {
        var result = Shell.Run($"$models = @(Get-NanoGptModel -Type $args[0] -Detailed); Compare-NanoGptModel $models ({CopyOf("$models")})", type);

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Measure_uses_the_price_of_embedding_models()
    {
        var result = Shell.Run("Get-NanoGptModel text-embedding-3-large, BAAI/bge-m3 -Type Embedding -Detailed | Measure-NanoGptModelCost -PromptTokens 2000000");

        Assert.Equal([0.26m, 0m], result.Output.Select(cost => ((ModelCost)cost.BaseObject).TotalCost));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Measure_gives_the_reason_for_each_type_of_a_mixed_list()
    {
        var result = Shell.Run("""
            @(Get-NanoGptModel -Type Image -Detailed) + @(Get-NanoGptModel -Type Embedding -Detailed) + @(Get-NanoGptModel -Detailed) |
                Measure-NanoGptModelCost -PromptTokens 5 -CompletionTokens 7
            """);

        var warning = Assert.Single(result.Warnings);
        Assert.Contains("no price per token", warning, StringComparison.Ordinal);
        Assert.Contains("omit -CompletionTokens", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Image", "-PromptTokens 5", "no price per token")]
    [InlineData("Video", "-PromptTokens 5 -CompletionTokens 7", "no price per token")]
    [InlineData("Embedding", "-PromptTokens 5 -CompletionTokens 7", "omit -CompletionTokens")]
    public void Measure_warns_once_why_costs_are_unknown(string type, string tokens, string reason)
    {
        foreach (var script in new[] { "@(Get-NanoGptModel -Type {0} -Detailed)", CopyOf("@(Get-NanoGptModel -Type {0} -Detailed)") })
        {
            var result = Shell.Run($"{script.Replace("{0}", type)} | Measure-NanoGptModelCost {tokens}");

            Assert.All(result.Output, cost => Assert.Null(((ModelCost)cost.BaseObject).TotalCost));
            Assert.Contains(reason, Assert.Single(result.Warnings), StringComparison.Ordinal);
            Assert.DoesNotContain("Basic lists", result.Warnings[0], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Get-NanoGptModel flux-schnell -Type Image | Set-NanoGptModelVisibility -Visible $true")]
    [InlineData("Set-NanoGptModelVisibility (Get-NanoGptModel flux-schnell -Type Image) -Visible $true")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-NanoGptModel flux-schnell -Type Image), 2)) | Set-NanoGptModelVisibility -Visible $true")]
    public void The_visibility_of_another_type_cannot_be_set(string script)
    {
        var error = Error(script);

        Assert.Equal("ParameterArgumentTransformationError", IdOf(error));
        Assert.Contains("'flux-schnell'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("of type Image, but visibility preferences apply only to text models", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Requests, request => request.Path.EndsWith("model-visibility", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_model_next_to_one_of_another_type_is_changed()
    {
        var result = Shell.Run("Get-NanoGptModel flux-schnell -Type Image | Set-NanoGptModelVisibility -Visible $true; @(Get-NanoGptModel artist-beta -Type Image) + @(Get-NanoGptModel openai/gpt-5.5) | Set-NanoGptModelVisibility -Visible $false -PassThru");

        Assert.Equal(2, result.Errors.Count);
        Assert.Equal("openai/gpt-5.5", ((ModelVisibilityChange)Assert.Single(result.Output).BaseObject).Id);
        Assert.Null(Server.GetSaved(Account)!["visibleTextModels"]!["artist-beta"]);
    }

    [Fact]
    public void Completion_offers_the_models_of_the_type_on_the_command_line_and_caches_each_type()
    {
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(["flux-schnell", "black-forest-labs/flux-kontext-max"], Complete("Get-NanoGptModel -Type Image -Id flux"));
            Assert.Equal(["BAAI/bge-m3"], Complete("Get-NanoGptModel -Type embedding bge"));
            Assert.Equal(["openai/gpt-5.5"], Complete("Get-NanoGptModel openai/gpt-5.5"));
            Assert.Equal(["elevenlabs"], Complete("Get-NanoGptModel -Type Audio -OwnedBy eleven"));
            Assert.Equal(["Tts"], Complete("Get-NanoGptModel -Type Audio -Capability tts"));
            Assert.Equal(["TextToSpeech"], Complete("Get-NanoGptModel -Type Audio -Capability texttos"));
        }
        Assert.Equal(
            ["/api/v1/image-models", "/api/v1/embedding-models", "/api/v1/models", "/api/v1/audio-models"],
            Server.Requests.Select(request => request.Path));
        Assert.All(Server.Requests, request => Assert.Contains("detailed=true", request.Query, StringComparison.Ordinal));
    }

    [Fact]
    public void Completion_uses_the_last_list_of_the_type()
    {
        Output("Get-NanoGptModel -Type Image; Get-NanoGptModel -Type Video");
        Server.ClearRequests();

        Assert.Equal(["artist-beta"], Complete("Get-NanoGptModel -Type Image art"));
        Assert.Equal(["hunyuan-clip"], Complete("Get-NanoGptModel -Type Video hun"));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void Completion_of_the_moderation_list_without_a_key_sends_no_request()
    {
        Output("Disconnect-NanoGpt; Connect-NanoGpt -BaseUri $args[0]", Server.BaseUri);

        Assert.Empty(Complete("Get-NanoGptModel -Type Moderation omni"));
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("Get-NanoGptModel -Type Image flux-s", "from 0.0015 USD per image")]
    [InlineData("Get-NanoGptModel -Type Embedding text-", "0.13 USD per million tokens")]
    public void Completion_shows_the_price(string line, string price)
    {
        Shell.Run("[cultureinfo]::CurrentCulture = 'en-US'");

        Assert.EndsWith(price, Assert.Single(Shell.Complete(line)).ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_value_produces_a_warning_and_the_list_is_returned()
    {
        Connect(Shell, Server.AddResponse("""{"object":"list","data":[{"id":"a","tags":5},{"object":"model"},{"id":"b"}],"meta":{"count":3}}"""));

        var result = Shell.Run("Get-NanoGptModel -Type Image -Detailed");

        Assert.Equal(["a", "b"], result.Output.Select(model => ((Model)model.BaseObject).Id));
        Assert.Equal(2, result.Warnings.Count);
    }

    [Fact]
    public void Json_of_a_model_contains_the_properties_of_its_type()
    {
        var model = JsonSerializer.SerializeToNode(Models("Get-NanoGptModel flux-schnell -Type Image -Detailed")[0])!;

        Assert.Equal(0.0015m, (decimal)model["LowestImagePrice"]!);
        Assert.Equal(0.003m, (decimal)model["Pricing"]!["PerImage"]!["1024x1024"]!);
        Assert.Equal(8, (int)model["SupportedParameters"]!["max_images"]!);
    }

    private List<Model> Models(string script, params object?[] arguments) => [.. Output(script, arguments).Select(model => (Model)model.BaseObject)];

    /// <summary>Gets an expression that returns deserialized copies of objects.</summary>
    private static string CopyOf(string objects) =>
        $"[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize({objects}, 2))";

    private IEnumerable<string> Complete(string line) => Shell.Complete(line).Select(completion => completion.CompletionText);
}
