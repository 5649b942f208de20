# What goes with a row of the screen: what to mind, what is asked, what an expert said.

screen-flag = { $flag ->
    [drowsy] It can make you sleepy: only with a mask that switches itself off, sitting up, and not after a
        sleeping dose.
    [supervised] Someone should be in the room during a session.
    [pigment] Hormones can bring on brown patches: look at the same spot in the same light every two weeks, and
        stop if it darkens.
    [eye] It can make eyes sensitive: only with opaque goggles.
    [irritant] It can sting and thin the upper skin: use it after the session, not before, and pause while the
        skin is sore.
    [clean_skin] Wash it off before the session: what lies on the skin blocks light or warms up.
    [skin_thin] Long use thins the skin: keep the skin cool, and put it on after the session.
    [bleeding] Light does not make you bleed; needling or peels would, so ask before those.
   *[leaflet] The leaflet of your mask may say no to this; follow the leaflet of your mask.
}
screen-cool = The skin is kept at { $degc } or below.
screen-gentle = The first { $sessions } sessions are half as long; stop the course if it gets worse.
screen-clash = { $row } and this rhythm leave little room: keep { $hours } free before a session, so on the
    days before one use it within { $within } after your session, or not at all.
screen-several = "{ $group }" can be several things: each of them counts until you write which it is.
screen-raised = { $question } Until you answer, this counts. Write a no as no_to = ["{ $row }"] beside
    "{ $said }", a yes as a condition.
screen-question = { $row ->
    [thyroid] Has a doctor ever named an overactive thyroid or a thyroid nodule?
    [diabetes_neuropathy] Do you have diabetes, or do you feel warm and cold on your face less than you used to?
    [epilepsy] Have you ever had a seizure?
    [pregnancy] Are you pregnant, or might you be?
    [immunosuppression] Is this for a transplant, a blood disease or another illness of the immune system?
    [skin_cancer_active] Is a skin cancer being treated now?
    [bipolar] Is this for bipolar disorder?
    [retinal_disease] Has an eye doctor named a disease of the retina?
    [diabetic_retinopathy] Has an eye doctor named glaucoma, uveitis or another eye disease?
    [sle] Has a doctor named lupus or another disease made worse by sun?
    [epp] Is this for a light-sensitivity disease?
   *[other] Does what it is often taken for hold for you?
}
screen-answered = { $who } ({ $by }) said on { $day } that light is fine with "{ $about }": what waited for an
    answer goes with care, and the first { $sessions } sessions are half as long.
screen-denied = { $who } ({ $by }) said on { $day } that light is not fine with "{ $about }".
screen-ask_expert = { $who ->
    [pharmacist] Did a pharmacist or doctor say that light is fine with "{ $said }"? Who, and when?
    [goggles] Did a doctor say that light is fine with "{ $said }" behind opaque goggles? Who, and when?
   *[doctor] Did a doctor say that light is fine with "{ $said }"? Who, and when?
} Written down, a yes lets go with care what now waits, the first { $sessions } sessions half as long.

## A person file that answers what was not asked

screen-no_such_question = field person.medicines.no_to: found "{ $row }" for { $said }; { $asks ->
    [0] expected nothing, as it raises no question
   *[other] expected one of the rows that it asks about: { $rows }
}
screen-about_nothing = field person.answers.about: found "{ $said }"; expected an entry of this file as it is written
    there: { $entries }
