namespace Portal.Domain.Partners;

/// <summary>Why an identity is not taken for verification, and what is refused without one.</summary>
public static class IdentityRefusals
{
    /// <summary>The programme gives links and codes to verified partners only (R1.10).</summary>
    public const string NotVerified = "identity_not_verified";

    /// <summary>The partner's identity is verified already.</summary>
    public const string Verified = "identity_verified";

    /// <summary>The partner sent one that is not decided yet.</summary>
    public const string Waiting = "identity_waiting";

    /// <summary>The partner was rejected too often; the operator helps. Facts: <c>max</c>.</summary>
    public const string NoTriesLeft = "identity_no_tries_left";

    /// <summary>Without consent there is nothing to verify.</summary>
    public const string ConsentNeeded = "consent_needed";

    /// <summary>No such request.</summary>
    public const string RequestNotFound = "identity_request_not_found";

    /// <summary>Not twelve digits of the structure that citizen numbers have.</summary>
    public const string NumberMalformed = "citizen_number_malformed";

    /// <summary>The bearer of the number is not eighteen in this year. Facts: <c>age</c>.</summary>
    public const string TooYoung = "too_young";

    /// <summary>Neither JPEG nor PNG.</summary>
    public const string NotAPicture = "not_a_picture";

    /// <summary>So small that nobody can read it. Facts: <c>width</c>, <c>height</c>.</summary>
    public const string PictureTooSmall = "picture_too_small";

    /// <summary>More bytes than a picture may have. Facts: <c>max</c>, in MB.</summary>
    public const string PictureTooLarge = "picture_too_large";

    /// <summary>
    /// More pixels than anybody needs to read a card; each takes four bytes while it is looked at. Facts: <c>max</c>, in millions.
    /// </summary>
    public const string PictureTooManyPixels = "picture_too_many_pixels";

    /// <summary>It begins as a picture and cannot be read to its end: damaged, or not sent whole.</summary>
    public const string PictureDamaged = "picture_damaged";

    /// <summary>The back is the picture of the front.</summary>
    public const string SamePictureTwice = "same_picture_twice";
}
