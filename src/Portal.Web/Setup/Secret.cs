namespace Portal.Web.Setup;

/// <summary>Tells a secret that a machine drew from one that a person thought of.</summary>
public static class Secret
{
    public const int Shortest = 32;

    public const string HowToMake = "Make one with: openssl rand -base64 33";

    /// <summary>A drawn secret of the shortest length has 128 in hexadecimal, less what chance takes from it.</summary>
    private const double Enough = 80;

    /// <summary>What one letter of a word adds; English and Vietnamese without marks have less than this.</summary>
    private const double BitsOfLetterInWord = 2.2;

    private const double BitsOfForeseeable = 0.5;
    private const int ShortestWord = 3;

    /// <summary>
    /// True when there is too little chance in the text. A character counts in full unless it can be foreseen: it continues a run (aaa,
    /// abc, 321), it comes after the same two characters as earlier, or it stands in a word or beside one.
    /// </summary>
    public static bool IsGuessable(string secret)
    {
        var bitsOfCharacter = Math.Log2(Alphabet(secret));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var bits = 0.0;
        for (var at = 0; at < secret.Length; at++)
        {
            var foreseeable = (at >= 2 && secret[at] - secret[at - 1] is var step and >= -1 and <= 1
                && secret[at - 1] - secret[at - 2] == step)
                || (at >= 2 && !seen.Add(secret[(at - 2)..(at + 1)]))
                || (!char.IsAsciiLetterOrDigit(secret[at]) && (IsInWord(secret, at - 1) || IsInWord(secret, at + 1)));
            bits += foreseeable ? BitsOfForeseeable : IsInWord(secret, at) ? BitsOfLetterInWord : bitsOfCharacter;
        }

        return bits < Enough;
    }

    /// <summary>From how many characters whoever drew it seems to have chosen.</summary>
    private static int Alphabet(string secret)
    {
        if (secret.All(char.IsAsciiHexDigit))
            return 16;

        var size = 0;
        if (secret.Any(char.IsAsciiDigit))
            size += 10;
        if (secret.Any(char.IsAsciiLetterLower))
            size += 26;
        if (secret.Any(char.IsAsciiLetterUpper))
            size += 26;
        return size + secret.Where(letter => !char.IsAsciiLetterOrDigit(letter)).Distinct().Count();
    }

    private static bool IsInWord(string secret, int at)
    {
        if (at < 0 || at >= secret.Length || !char.IsLetter(secret[at]))
            return false;

        var (first, last) = (at, at);
        while (first > 0 && char.IsLetter(secret[first - 1]) && char.IsLower(secret[first]))
            first--;
        while (last + 1 < secret.Length && char.IsLower(secret[last + 1]))
            last++;
        return last - first + 1 >= ShortestWord;
    }
}
