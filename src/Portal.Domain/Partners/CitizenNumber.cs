using System.Collections.Frozen;
using Portal.Domain.Common;

namespace Portal.Domain.Partners;

/// <summary>
/// The twelve digits of a Vietnamese citizen card (căn cước): three of the province where the birth was registered, one of century and sex,
/// two of the year of birth, six without meaning. There is no check digit, so the structure is all that can be checked without the card.
/// </summary>
public sealed record CitizenNumber(string Digits, int BirthYear)
{
    public const int Adult = 18;

    private const int Length = 12;

    /// <summary>The codes of the 63 provinces that numbers were given out by; those of 2025 kept theirs.</summary>
    private static readonly FrozenSet<string> Provinces =
        ("001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 "
        + "049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What was typed, with or without spaces and dots between the digits.</summary>
    /// <param name="typed">As it was typed.</param>
    /// <param name="today">The local day.</param>
    public static Outcome<CitizenNumber> Read(string? typed, DateOnly today)
    {
        var digits = new string([.. (typed ?? "").Where(letter => letter is not (' ' or '.' or '-'))]);
        if (digits.Length == 0)
            return Refusal.Invalid(new FieldError("number", FieldCodes.Required));
        if (digits.Length != Length || !digits.All(char.IsAsciiDigit) || !Provinces.Contains(digits[..3]))
            return Refusal.Invalid(new FieldError("number", IdentityRefusals.NumberMalformed));

        // an even digit is a man's, an odd one a woman's; each pair is a century, from the twentieth
        var year = 1900 + ((digits[3] - '0') / 2 * 100) + int.Parse(digits.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture);
        if (year > today.Year)
            return Refusal.Invalid(new FieldError("number", IdentityRefusals.NumberMalformed));
        return today.Year - year >= Adult
            ? new CitizenNumber(digits, year)
            : Refusal.Invalid(new FieldError("number", IdentityRefusals.TooYoung).With("age", $"{Adult}"));
    }
}
