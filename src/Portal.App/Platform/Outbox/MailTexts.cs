namespace Portal.App.Platform.Outbox;

/// <summary>
/// The words of mails: <c>{Kind}_Subject</c>, <c>{Kind}_Text</c> (paragraphs) and <c>{Kind}_Action</c> (the link's words). Vietnamese in
/// <c>MailTexts.resx</c>, English in <c>MailTexts.en.resx</c>.
/// </summary>
public static class MailTexts;
