# What a person must know and that does not stop a plan: whole sentences.

caution-screen = { $pending ->
    [yes] { $row }: { $rationale }. No clinician has checked this: clinical review pending.
   *[no] { $row }: { $rationale }.
}
caution-take_care = take care
caution-pulsing_unknown = Whether this mask pulses its light is not known. With epilepsy in you or your family, do not
    use it before that is settled.
caution-height_unsaid = The claim of the { $channels } light does not say whether it is the mean or the height of its
    pulses: half of the scenarios read it either way.
caution-no_shield = No eye shield is known for this mask, so none was counted.
caution-untrue = What is stated of this mask cannot all be true: { $what }.
caution-fictitious = This device is fictitious: an example, not a product.
caution-tier_B = { $trial } is tier B: { $why }.
caution-tier_C = This is what { $trial } used (tier C), because you asked for it; nobody has shown that it works: { $why }.
caution-alternating = In { $trial } the colours alternated from session to session; here they shine together.
caution-added_light = { $channels } shines too, as nothing shows that this mask can switch it off. { $trial } did not
    use it, and nobody tried the two together. It is screened, and counts in every limit.
caution-rhythm_lent = How often and how long { $trial } treated was not read, so the rhythm is that of the maker of
    your mask.
caution-sessions_missing = For { $goal }, { $trial } gave { $whole } sessions; this course has { $given }, so { $missing } are
    missing.
caution-skin_types = The participants of { $trial } had skin types { $first } to { $last }; type { $own } was not studied.
caution-other_strength = At { $band } your mask is { $times } times as strong as the trial's. That the same dose at
    another strength does the same is unproven.
caution-above_target = { $limit }: { $value } is above { $most }, a caution of our own. It stops nothing.

## Light of before

caution-habit = Light that your skin had before counts as { $sessions } sessions a week of { $bands } light, { $dose },
    { $when }.
caution-habit_full = each as a full day's light, as no dose was said
caution-habit_dose = { $dose } each
caution-habit_since = from { $day } on
caution-habit_always = for as long as it counts
caution-unknown_light = We do not know all the light that your skin had lately, so it counts as three full
    sessions a week and the first session is on { $first }: { $why }.
caution-unknown_light_never = We do not know all the light that your skin had lately, so it counts as three full
    sessions a week and there is no first session: { $why }.
caution-unsaid_light = We do not know all the light that your skin had lately, so it counts as three full
    sessions a week and the first session is on { $first }: { $why }. If there was none, recent_light = "none" in the person file says so.

