namespace Portal.Domain.Shops;

/// <summary>Chủ tiệm cá nhân or chủ tiệm chuyên nghiệp (R7.1, R7.2).</summary>
public enum ShopKind
{
    Individual,
    Professional,
}
