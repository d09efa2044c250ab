namespace Portal.Web.Pages.Partner;

/// <summary>One side of a card as it will be sent.</summary>
/// <param name="Bytes">The picture without anything that a camera writes beside it.</param>
/// <param name="Preview">The same, small, as an address that an image can show; null where the browser could make none.</param>
public sealed record ChosenPicture(byte[] Bytes, string? Preview);
