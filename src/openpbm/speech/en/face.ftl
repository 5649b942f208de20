# How the file of a face was read.

face-read = read in { $unit }, { $pose }; { $width } mm wide and { $height } mm high, { $points } points sampled anew
    as { $own }
face-read_bridged = read in { $unit }, { $pose }; { $width } mm wide and { $height } mm high, { $points } points
    sampled anew as { $own }, holes of { $holes } bridged
face-axes = { $left } to the wearer's left, { $up } up, { $out } out of the face
face-turned = turned upright by { $degrees } degrees
