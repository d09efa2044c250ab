using Portal.Domain.Common;

namespace Portal.Domain.Rewards;

/// <summary>What a reward comes to after personal income tax (R6.2): 10 %, rounded half away from zero; net = gross − tax.</summary>
public readonly record struct Withholding(Dong Gross, Dong Tax, Dong Net)
{
    public static readonly BasisPoints Rate = new(1000);

    public static Withholding From(Dong gross)
    {
        var tax = Rate.Of(gross);
        return new Withholding(gross, tax, gross - tax);
    }
}
