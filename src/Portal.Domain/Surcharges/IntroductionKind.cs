namespace Portal.Domain.Surcharges;

/// <summary>By what it was decided who introduced a customer (R7.6).</summary>
public enum IntroductionKind
{
    /// <summary>A link of the owner's own, before the customer's first order.</summary>
    Link,

    /// <summary>The owner's own code, typed with the first order.</summary>
    Code,

    /// <summary>The first order itself, which brought neither.</summary>
    Order,

    /// <summary>A dispute that was accepted (R8.6).</summary>
    Dispute,
}
