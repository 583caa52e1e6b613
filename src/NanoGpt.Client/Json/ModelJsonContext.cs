using System.Text.Json.Serialization;

namespace NanoGpt.Json;

/// <summary>How models are read, made at compile time: no reflection, no start-up cost.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Model))]
[JsonSerializable(typeof(string))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
