namespace NanoGpt.Json;

/// <summary>Reads distillation policies, which models and their providers have.</summary>
internal static class DistillationPolicyJson
{
    /// <summary>Reads the policy of the current property.</summary>
    /// <returns>The policy; <see langword="null"/> if the value is not an object.</returns>
    public static DistillationPolicy? Read(ref JsonObjectReader json)
    {
        if (!json.TryEnterObject()) return null;
        var policy = new DistillationPolicy();
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "status": policy.Status = json.ReadPooledString(); break;
                case "label": policy.Label = json.ReadPooledString(); break;
                case "basis": policy.Basis = json.ReadPooledString(); break;
                case "sourceUrl": policy.SourceUrl = json.ReadPooledString(); break;
                case "note": policy.Note = json.ReadPooledString(); break;
                default: json.KeepUnknown(policy); break;
            }
        }
        return policy;
    }
}
