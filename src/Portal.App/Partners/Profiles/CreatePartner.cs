using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners.Profiles;

/// <summary>Takes a partner in. One e-mail address is one partner; their code and links wait for the identity gate (R1.10).</summary>
public sealed class CreatePartner(UnitOfWork work, Joining joining, PortalKeys keys, TimeProvider clock)
{
    private const int MaxProgrammes = 100;

    /// <param name="Name">The person's own name, as on their papers.</param>
    /// <param name="Email">One address is one partner.</param>
    /// <param name="Phone">Vietnamese without a country code, others with their <c>+</c>.</param>
    /// <param name="Programs">Codes of the programmes that they join.</param>
    /// <param name="PickupPoint">The pickup-point code that names them on orders, where they have one.</param>
    public sealed record Input(string Name, string Email, string Phone, IReadOnlyList<string>? Programs = null, string? PickupPoint = null);

    public async Task<Outcome<PartnerView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(PartnerPermissions.OperatorWrite))
            return Refusal.Forbidden();

        var errors = new List<FieldError>();
        Add(TextCheck.RequiredText("name", input.Name, Lengths.Name));
        var email = Contact.Email(input.Email);
        Add(email is null ? new FieldError("email", FieldCodes.EmailMalformed) : null);
        var phone = Contact.Phone(input.Phone);
        Add(phone is null ? new FieldError("phone", FieldCodes.PhoneMalformed) : null);
        Add(input.PickupPoint is null ? null : TextCheck.Id("pickupPoint", input.PickupPoint, Lengths.Code));
        var pickupPoint = input.PickupPoint?.ToUpperInvariant();
        var codes = (input.Programs ?? []).Select(code => code.ToLowerInvariant()).ToList();
        Add(codes.Count <= MaxProgrammes
            ? null
            : new FieldError("programs", FieldCodes.WrongCount).With("min", "0").With("max", $"{MaxProgrammes}")
            .With("actual", $"{codes.Count}"));
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        return await work.RunAsync<PartnerView>(
            actor,
            async (db, cancel) =>
            {
                var programmes = await db.Programmes.Where(p => codes.Contains(p.Code)).ToListAsync(cancel);
                var unknown = codes.Select((code, i) => (code, i)).Where(entry => !programmes.Exists(p => p.Code == entry.code))
                    .Select(entry => new FieldError(
                        string.Create(CultureInfo.InvariantCulture, $"programs[{entry.i}]"), FieldCodes.NotFound)).ToList();
                if (unknown.Count > 0)
                    return Refusal.NotFound(ProgrammeRefusals.NotFound) with { Fields = unknown };
                if (await db.Partners.AnyAsync(p => p.Email == email, cancel))
                    return Refusal.Conflict(PartnerRefusals.EmailTaken) with { Fields = [new FieldError("email", FieldCodes.Taken)] };
                if (pickupPoint is not null && await db.Partners.AnyAsync(p => p.PickupPoint == pickupPoint, cancel))
                    return Refusal.Conflict(
                        PartnerRefusals.PickupPointTaken) with
                    { Fields = [new FieldError("pickupPoint", FieldCodes.Taken)] };

                var partner = await NewPartner.AddAsync(db, keys, clock, input.Name, email!, phone!, pickupPoint, cancel);
                foreach (var programme in programmes)
                    await joining.AddNewAsync(db, partner, programme, cancel);

                db.NotifyChange(ChangeTopics.Partner, partner.Id, clock, partner.Id);
                return await PartnerQueries.ViewAsync(db, partner, clock.GetUtcNow(), cancel);
            },
            cancellationToken);

        void Add(FieldError? error)
        {
            if (error is not null)
                errors.Add(error);
        }
    }
}
