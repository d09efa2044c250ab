using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners.IdentityVerification;

/// <summary>A partner sends their card to be verified (R1.10), and consents to the agreement.</summary>
public sealed class SubmitIdentity(
    UnitOfWork work, IDbContextFactory<PortalDb> contexts, IdentityPictures pictures, PictureCleaner cleaner, PortalKeys keys,
    IDataProtectionProvider protection, PortalSettings settings, TimeProvider clock)
{
    internal const string Protector = "citizen-number";

    private readonly IDataProtector numbers = protection.CreateProtector(Protector);

    /// <param name="FullName">As it stands on the card.</param>
    /// <param name="Number">See <see cref="CitizenNumber"/>.</param>
    /// <param name="Front">See <see cref="IdentityPicture"/>.</param>
    /// <param name="Agreed">That they consent to <see cref="PartnerAgreement.Version"/>.</param>
    public sealed record Input(string FullName, string Number, byte[] Front, byte[] Back, bool Agreed);

    /// <summary>What is wrong with the person's part, for the step of the form that asks for it; null when nothing is.</summary>
    public Refusal? CheckPerson(string fullName, string number) =>
        Errors(fullName, number).ToList() is { Count: > 0 } errors ? Refusal.Invalid(errors) : null;

    /// <summary>The same for the pictures.</summary>
    public static Refusal? CheckPictures(byte[] front, byte[] back) =>
        PictureErrors(front, back).ToList() is { Count: > 0 } errors ? Refusal.Invalid(errors) : null;

    public async Task<Outcome<IdentityView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (actor.PartnerId is not { } partnerId || !actor.May(PartnerPermissions.BankAccountsWrite))
            return Refusal.Forbidden();

        var errors = Errors(input.FullName, input.Number)
            .Concat(PictureErrors(input.Front, input.Back))
            .Concat(input.Agreed ? [] : [new FieldError("agreed", IdentityRefusals.ConsentNeeded)])
            .ToList();
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        // asked before the pictures are written too, so that whoever may not send fills no disk
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await RefuseAsync(db, partnerId, cancellationToken) is { } refusal)
                return refusal;
        }

        var (cleanFront, cleanBack) = (await cleaner.CleanAsync("front", input.Front, cancellationToken),
            await cleaner.CleanAsync("back", input.Back, cancellationToken));
        if (!cleanFront.Succeeded || !cleanBack.Succeeded)
            return Refusal.Invalid([.. cleanFront.Refusal?.Fields ?? [], .. cleanBack.Refusal?.Fields ?? []]);

        var (front, back) = (
            await pictures.SaveAsync(cleanFront.Value, cancellationToken), await pictures.SaveAsync(cleanBack.Value, cancellationToken));
        var number = CitizenNumber.Read(input.Number, LocalCalendar.Day(clock.GetUtcNow())).Value;
        var outcome = await work.RunAsync<IdentityView>(
            actor,
            async (db, stop) =>
            {
                // first, so that whoever sends another one after this changes the version that is read here
                var partner = await db.Partners.SingleAsync(row => row.Id == partnerId, stop);
                if (await RefuseAsync(db, partnerId, stop) is { } refusal)
                    return refusal;

                var now = clock.GetUtcNow();
                var request = new IdentityRequest
                {
                    Id = Ids.New(clock),
                    PartnerId = partnerId,
                    Try = await db.IdentityRequests.CountAsync(row => row.PartnerId == partnerId, stop) + 1,
                    FullName = input.FullName,
                    SearchText = SearchText.Fold($"{input.FullName} {partner.Name} {partner.Email} {partner.Phone}", Lengths.Note),
                    NumberProtected = numbers.Protect(Encoding.UTF8.GetBytes(number.Digits)),
                    NumberHash = keys.Hash(Protector, number.Digits),
                    NumberEnd = number.Digits[^3..],
                    BirthYear = number.BirthYear,
                    Front = front,
                    Back = back,
                    AgreementVersion = PartnerAgreement.Version,
                    ConsentedAt = now,
                    SubmittedAt = now,
                };
                db.IdentityRequests.Add(request);
                partner.Identity = IdentityState.Submitted;
                partner.Version++;
                db.Audit(
                    actor, clock, AuditActions.IdentitySubmitted, partner.Name, request.Id, null,
                    new
                    {
                        fullName = request.FullName,
                        numberEnd = request.NumberEnd,
                        agreementVersion = request.AgreementVersion,
                        number = request.Try
                    }, partnerId);
                db.NotifyChange(ChangeTopics.Partner, partnerId, clock, partnerId);
                return IdentityView.Of(request, settings.Identity.MostTries);
            },
            cancellationToken);
        if (!outcome.Succeeded)
        {
            pictures.Delete(front);
            pictures.Delete(back);
        }

        return outcome;
    }

    private async Task<Refusal?> RefuseAsync(PortalDb db, Guid partnerId, CancellationToken cancellationToken)
    {
        var identity = await db.Partners.Where(row => row.Id == partnerId).Select(row => (IdentityState?)row.Identity)
            .SingleOrDefaultAsync(cancellationToken);
        if (identity is null)
            return Refusal.NotFound(PartnerRefusals.NotFound);
        if (identity == IdentityState.Approved)
            return Refusal.Conflict(IdentityRefusals.Verified);

        var states = await db.IdentityRequests.Where(row => row.PartnerId == partnerId).Select(row => row.State)
            .ToListAsync(cancellationToken);
        if (states.Contains(IdentityRequestState.Waiting))
            return Refusal.Conflict(IdentityRefusals.Waiting);
        return states.Count >= settings.Identity.MostTries
            ? Refusal.Rule(IdentityRefusals.NoTriesLeft).With("max", settings.Identity.MostTries.ToString(CultureInfo.InvariantCulture))
            : null;
    }

    private static IEnumerable<FieldError> PictureErrors(byte[] front, byte[] back)
    {
        var (first, second) = (IdentityPicture.Check("front", front), IdentityPicture.Check("back", back));
        if (first is not null)
            yield return first;
        if (second is not null)
            yield return second;
        if (first is null && second is null && front.AsSpan().SequenceEqual(back))
            yield return new FieldError("back", IdentityRefusals.SamePictureTwice);
    }

    private IEnumerable<FieldError> Errors(string fullName, string number)
    {
        if (TextCheck.RequiredText("fullName", fullName, Lengths.Name) is { } error)
            yield return error;
        foreach (var wrong in CitizenNumber.Read(number, LocalCalendar.Day(clock.GetUtcNow())).Refusal?.Fields ?? [])
            yield return wrong;
    }
}
