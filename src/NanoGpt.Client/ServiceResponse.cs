namespace NanoGpt;

/// <summary>An object that the service returned, and the request that returned it.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
/// <param name="Value">The object.</param>
/// <param name="Request">The request.</param>
/// <param name="HasInvalidValue"><see langword="true"/> if the response has a value of an unexpected type. It is kept in
/// <see cref="ServiceObject.AdditionalProperties"/>.</param>
public sealed record ServiceResponse<T>(T Value, RequestInfo Request, bool HasInvalidValue) where T : ServiceObject;
