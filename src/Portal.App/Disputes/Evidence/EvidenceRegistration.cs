using Microsoft.Extensions.DependencyInjection;

namespace Portal.App.Disputes.Evidence;

/// <summary>The evidence of disputes.</summary>
public static class EvidenceRegistration
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSingleton<EvidenceDisk>()
        .AddSingleton<ClamAv>()
        .AddSingleton<EvidenceStore>()
        .AddSingleton(PreviewProgram.Own)
        .AddSingleton<PreviewProcess>()
        .AddHostedService<EvidencePreviewer>()
        .AddHostedService<EvidenceSweep>();
}
