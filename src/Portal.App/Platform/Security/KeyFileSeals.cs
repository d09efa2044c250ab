using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Security;

/// <summary>
/// The keys of cookies, waiting mails and authenticator apps are files of ASP.NET in the keys folder. Where the operator gives a secret
/// (<c>Security:MatchingKey</c>) they are sealed under it, as the ring is, so that a copy of the data directory alone opens nothing.
/// </summary>
public static class KeyFileSeals
{
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly SealedBytes Layout = new("PTLKEYF1", "portal/key-files");
    private static readonly string DecryptorType = typeof(Decryptor).AssemblyQualifiedName!;

    /// <summary>Without a secret of the operator's the files stay as ASP.NET writes them; Production does not start like that.</summary>
    public static IDataProtectionBuilder SealKeyFiles(this IDataProtectionBuilder builder, PortalSettings settings)
    {
        if (Secrets(settings.Security) is [var current, ..])
            builder.Services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new Encryptor(current));
        return builder;
    }

    /// <summary>
    /// Seals what lies there unsealed, under an earlier secret, or by a class that has another name now. Called at the start, before any
    /// key is read; a file is replaced as a whole, and by one node at a time.
    /// </summary>
    /// <exception cref="InvalidOperationException">None of the secrets opens a file.</exception>
    public static void SealExisting(PortalSettings settings)
    {
        if (Secrets(settings.Security) is not [var current, ..] secrets)
            return;

        var files = new KeyFiles(settings.Data.Directory);
        using var turn = files.TakeTurn();
        foreach (var file in files.ProtectionKeys())
        {
            var document = XDocument.Load(file);
            if (Reseal(document, current, secrets))
                KeyFiles.Write(file, Encoding.UTF8.GetBytes(document.ToString()));
        }
    }

    /// <summary>True when something in it was sealed that was not under the present secret before, or not by the present name.</summary>
    private static bool Reseal(XDocument document, byte[] current, IReadOnlyList<byte[]> secrets)
    {
        var plain = document.Descendants().Where(element => (bool?)element.Attribute(Protection + "requiresEncryption") == true).ToList();
        var earlier = document.Descendants(Protection + "encryptedSecret")
            .Where(secret => secret.Elements(Encryptor.Name).SingleOrDefault() is { } seal
                && (Layout.Open(Bytes(seal), current) is null || (string?)secret.Attribute("decryptorType") != DecryptorType)).ToList();
        foreach (var element in plain)
            element.ReplaceWith(Wrapped(element, current));
        foreach (var secret in earlier)
            secret.ReplaceWith(Wrapped(Unseal(secret.Element(Encryptor.Name)!, secrets), current));
        return plain.Count + earlier.Count > 0;
    }

    private static XElement Wrapped(XElement element, byte[] secret) => new(
        Protection + "encryptedSecret",
        new XAttribute("decryptorType", DecryptorType),
        new Encryptor(secret).Encrypt(element).EncryptedElement);

    private static XElement Unseal(XElement seal, IReadOnlyList<byte[]> secrets)
    {
        foreach (var secret in secrets)
        {
            if (Layout.Open(Bytes(seal), secret) is { } content)
            {
                var element = XElement.Parse(Encoding.UTF8.GetString(content));
                CryptographicOperations.ZeroMemory(content);
                return element;
            }
        }

        throw new InvalidOperationException(
            "The secret does not open a key file: give the one that was last in use as Security:MatchingKey or among Security:PreviousMatchingKeys.");
    }

    private static byte[] Bytes(XElement seal) => Convert.FromBase64String(seal.Value);

    /// <summary>The present secret first.</summary>
    private static List<byte[]> Secrets(SecuritySettings security) => security.MatchingKey.Length == 0
        ? []
        : [.. security.PreviousMatchingKeys.Prepend(security.MatchingKey).Where(secret => !string.IsNullOrWhiteSpace(secret))
            .Select(Encoding.UTF8.GetBytes)];

    private sealed class Encryptor(byte[] secret) : IXmlEncryptor
    {
        public static readonly XName Name = "portalSeal";

        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var content = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            var seal = new XElement(Name, Convert.ToBase64String(Layout.Seal(content, secret)));
            CryptographicOperations.ZeroMemory(content);
            return new EncryptedXmlInfo(seal, typeof(Decryptor));
        }
    }

    /// <summary>Named in the files, and made by ASP.NET when it reads one.</summary>
    public sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            Unseal(encryptedElement, Secrets(services.GetRequiredService<PortalSettings>().Security));
    }
}
