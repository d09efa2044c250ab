using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Portal.Domain.Common;

namespace Portal.App.Eligibility;

/// <summary>Reads the addresses that orders keep encrypted. Only to write to the person, or to show them to an admin (R10.3).</summary>
public sealed class CustomerContacts(IDataProtectionProvider protection)
{
    private readonly IDataProtector contacts = protection.CreateProtector("order-contact");

    /// <summary>The e-mail address, in lower case; null when there is none, or when the keys that can read it are lost.</summary>
    public string? Email(byte[] contactProtected)
    {
        try
        {
            return Contact.Email(Encoding.UTF8.GetString(contacts.Unprotect(contactProtected)).Split('\n')[0]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
