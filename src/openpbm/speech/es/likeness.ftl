likeness-below = difiere: un límite le mantiene por debajo de la dosis del ensayo

likeness-skin_unknown = no se sabe: no se leyeron los tipos de piel de { $trial }; el suyo es { $own }
likeness-skin_fits = concuerda: su tipo de piel { $own } estaba entre los estudiados ({ $studied })
likeness-skin_differs = difiere: el tipo de piel { $own } no se estudió (se estudiaron { $studied })
likeness-types = { $first } a { $last }

likeness-age_unknown = no se sabe: no se leyó la edad de las personas de { $trial }; usted tiene { $age }
likeness-age_fits = concuerda: en { $trial } había personas de su edad (de { $youngest } a { $oldest })
likeness-age_differs = difiere: las personas de { $trial } tenían de { $youngest } a { $oldest }, usted tiene { $age }

likeness-on_skin = aparato sobre la piel
likeness-laser = difiere: { $trial } usó un láser, su aparato ({ $form }) tiene LED
likeness-device_unknown = no se sabe: no se leyó qué clase de aparato usó { $trial }
likeness-device_fits = concuerda: { $trial } usó { $kind } con LED, como el suyo
likeness-device_leds = difiere: { $trial } usó { $kind } con LED, el suyo es { $form }
likeness-device_lamps = difiere: { $trial } usó { $kind } con lámparas que no son LED, el suyo es { $form }

likeness-home = concuerda: las personas de { $trial } se trataron en casa
likeness-home_unknown = no se sabe: no se leyó si { $trial } trató en casa
likeness-elsewhere = difiere: { $trial } no trató en casa ({ $setting }); el personal colocó la luz

likeness-dose_flagged = no se sabe: la dosis que { $trial } imprimió para { $band } está señalada
likeness-strength_unknown = no se sabe: qué intensidad tenía la luz del ensayo para { $band }
likeness-strength_differs = difiere: para { $band } su luz es { $times } veces tan intensa como la del ensayo
likeness-strength_fits = concuerda: para { $band } su luz es más o menos tan intensa como la del ensayo
