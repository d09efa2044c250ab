namespace Portal.Domain.Programmes;

/// <summary>The templates as the API writes them.</summary>
public static class TemplateNames
{
    public static string Name(this ProgrammeTemplate template) => template switch
    {
        ProgrammeTemplate.ShopAffiliate => "shop-affiliate",
        ProgrammeTemplate.ReferAFriend => "refer-a-friend",
        ProgrammeTemplate.NewCustomer => "new-customer",
        ProgrammeTemplate.RentalSurcharge => "rental-surcharge",
        ProgrammeTemplate.Loyalty => "loyalty",
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "No such template."),
    };

    /// <summary>The template of that exact name; none for any other text.</summary>
    public static ProgrammeTemplate? Parse(string? name)
    {
        foreach (var template in Enum.GetValues<ProgrammeTemplate>())
        {
            if (template.Name() == name)
                return template;
        }

        return null;
    }
}
