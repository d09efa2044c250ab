using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>
/// What of an order was taken in and yet cannot be used: a wrong phone is no reason to refuse an order (R2.2), but whoever sent it
/// must know that nobody is recognised by it (R1.9, R5.1).
/// </summary>
public static class OrderWarnings
{
    /// <summary>By which number of the field the customer is known: the first; null when none can be read.</summary>
    public static string? MatchedPhone(string? text) => Contact.Phones(text) is [var first, ..] ? first : null;

    /// <summary>The same order always gives the same warnings, under the names that its fields have in the JSON.</summary>
    public static IReadOnlyList<FieldError> Of(OrderCustomer customer)
    {
        var warnings = new List<FieldError>();
        if (!string.IsNullOrWhiteSpace(customer.Email) && Contact.Email(customer.Email) is null)
            warnings.Add(new FieldError("customer.email", OrderRefusals.EmailUnreadable));
        if (string.IsNullOrWhiteSpace(customer.Phone))
            return warnings;

        switch (Contact.Phones(customer.Phone).Count)
        {
            case 0:
                warnings.Add(new FieldError("customer.phone", OrderRefusals.PhoneUnreadable));
                break;
            case > 1 and var count:
                warnings.Add(new FieldError("customer.phone", OrderRefusals.PhoneSeveral).With("count", Invariant.Text(count)));
                break;
        }

        return warnings;
    }
}
