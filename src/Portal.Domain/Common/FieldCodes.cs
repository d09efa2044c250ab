namespace Portal.Domain.Common;

/// <summary>
/// The stable codes of <see cref="FieldError"/>: what callers program against, and the keys of the sentences that people
/// read. The facts that a code carries stand beside it.
/// </summary>
public static class FieldCodes
{
    public const string Required = "required";

    /// <summary>Facts: <c>max</c> characters.</summary>
    public const string TooLong = "too_long";

    /// <summary>A control, formatting or half character, which no honest name contains and which databases store differently.</summary>
    public const string UnprintableCharacter = "unprintable_character";

    /// <summary>A space at the start or the end of an id, which some databases ignore in comparisons and others do not.</summary>
    public const string SurroundingSpace = "surrounding_space";

    /// <summary>An id that no address can name.</summary>
    public const string OnlyDots = "only_dots";

    public const string Negative = "negative";

    /// <summary>An amount outside of what may be asked for. Facts: <c>min</c>, <c>max</c> đồng.</summary>
    public const string AmountOutOfRange = "amount_out_of_range";

    /// <summary>Facts: <c>min</c>, <c>max</c>.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>Facts: <c>max</c> đồng.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Facts: <c>min</c>, <c>max</c>, <c>actual</c>.</summary>
    public const string WrongCount = "wrong_count";

    /// <summary>Facts: <c>max</c>, the line's price × quantity.</summary>
    public const string DiscountAboveLine = "discount_above_line";

    /// <summary>Platform and shop discount together exceed the items. Facts: <c>max</c>, the items.</summary>
    public const string DiscountAboveItems = "discount_above_items";

    /// <summary>A sum that does not add up. Facts: <c>expected</c>, <c>actual</c>.</summary>
    public const string WrongSum = "wrong_sum";

    /// <summary>Facts: <c>earliest</c>.</summary>
    public const string DateTooEarly = "date_too_early";

    /// <summary>Facts: <c>latest</c>.</summary>
    public const string DateInFuture = "date_in_future";

    /// <summary>Something that an amendment would change and may not (R2.7).</summary>
    public const string NotAmendable = "not_amendable";

    /// <summary>An event that is dated before its order was placed. Facts: <c>placedAt</c>.</summary>
    public const string BeforeOrderPlaced = "before_order_placed";

    /// <summary>Facts: <c>allowed</c>, comma-separated.</summary>
    public const string NotAllowed = "not_allowed";

    public const string UnknownField = "unknown_field";
    public const string DuplicateField = "duplicate_field";

    /// <summary>Facts: <c>expected</c>: <c>number</c>, <c>text</c>, <c>boolean</c>, <c>object</c>, <c>list</c>, <c>date</c>.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>Tiers and steps rise strictly, so that one of them is the highest that is reached.</summary>
    public const string NotAscending = "not_ascending";

    public const string UrlMalformed = "url_malformed";
    public const string UrlSchemeNotAllowed = "url_scheme_not_allowed";

    /// <summary>Lower-case letters, digits and hyphens, 2 to 64 of them.</summary>
    public const string CodeMalformed = "code_malformed";

    public const string HostMalformed = "host_malformed";
    public const string EmailMalformed = "email_malformed";
    public const string PhoneMalformed = "phone_malformed";

    /// <summary>Somebody else has it already.</summary>
    public const string Taken = "taken";

    /// <summary>It names nothing that the caller may know of.</summary>
    public const string NotFound = "not_found";

    /// <summary>A user name or password in an address, which only serves to disguise the host.</summary>
    public const string UrlUserInfo = "url_user_info";

    /// <summary>Facts: <c>host</c>, as it was understood; with its port where that is not the scheme's own.</summary>
    public const string UrlHostNotAllowed = "url_host_not_allowed";
}
