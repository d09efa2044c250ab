namespace Portal.Domain.Common;

/// <summary>What kind of refusal it is; the HTTP API turns each into its status.</summary>
public enum RefusalKind
{
    Malformed,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    TooLarge,
    UnsupportedMedia,
    RuleViolated,
    TooMany,
    Unavailable,
}

/// <summary>
/// An expected "no". <see cref="Code"/> is stable and is the key of the sentence that people read (resource
/// <c>Refusal_{code}</c>, filled with <see cref="Facts"/>); <see cref="Fields"/> names the inputs that are wrong, each with
/// a code of its own.
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Code)
{
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    public static Refusal NotFound(string code = FieldCodes.NotFound) => new(RefusalKind.NotFound, code);

    public static Refusal Forbidden(string code = CommonRefusals.Forbidden) => new(RefusalKind.Forbidden, code);

    public static Refusal Conflict(string code) => new(RefusalKind.Conflict, code);

    public static Refusal Rule(string code) => new(RefusalKind.RuleViolated, code);

    /// <summary>Input that does not hold together, with one entry for each field.</summary>
    public static Refusal Invalid(params IEnumerable<FieldError> fields) =>
        new(RefusalKind.Malformed, CommonRefusals.Invalid) { Fields = [.. fields] };

    public Refusal With(string fact, string value) =>
        this with { Facts = new Dictionary<string, string>(Facts, StringComparer.Ordinal) { [fact] = value } };
}

/// <summary>One wrong input: the field's path as the caller named it (<c>lines[2].quantity</c>) and why, as a stable code.</summary>
public sealed record FieldError(string Field, string Code)
{
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    public FieldError With(string fact, string value) =>
        this with { Facts = new Dictionary<string, string>(Facts, StringComparer.Ordinal) { [fact] = value } };
}

/// <summary>The value that a use case produced, or the reason why it refused. Exceptions are for bugs.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    public bool Succeeded => Refusal is null;

    /// <summary>The value; reading it from a refusal is a bug.</summary>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public Outcome<TOther> Map<TOther>(Func<T, TOther> map) => Refusal is null ? map(value!) : Refusal;
}

/// <summary>The value of a use case that answers nothing but "done".</summary>
public readonly record struct Done;
