using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.App.Access.ApiKeys;

/// <summary>Secrets that programs carry: 256 random bits in text, with a beginning that says what they are for.</summary>
internal static class ApiSecret
{
    public const string KeyMark = "ptl_";
    public const string SigningMark = "pss_";

    private const int RandomBytes = 32;
    private const int PrefixLength = 10;

    public static string New(string mark) => mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>So much of it that people can tell keys apart, and so little that it is of no use.</summary>
    public static string Prefix(string secret) => secret[..PrefixLength];
}
