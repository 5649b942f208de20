# Photos as files: what cannot be read, opened or kept.

photo_file-what = looking for a face on a photo
photo_file-sealing = keeping photos sealed
photo_file-too_large = found a picture of more than 60 million pixels; expected a smaller one
photo_file-no_picture = found no picture; expected a JPEG, PNG or WebP
photo_file-heic = found a HEIC or AVIF picture; expected a JPEG: set the telephone's camera to "most compatible", or send the photo as a JPEG
photo_file-cut_short = found a picture that is cut short or damaged; expected a whole one
photo_file-no_key = { $path }: found no key; without it the photos cannot be opened. Put the key back, or erase the photos
photo_file-not_opened = photo "{ $name }": does not open with this key; the file was changed, or belongs to another key
photo_file-missing = photo "{ $name }": found no file; it was deleted by another program
photo_file-odd_book = the book of the photos cannot be read ({ $why })
photo_file-no_such = photo { $number }: there is none; `openpbm photos PERSON list` shows them
photo_file-needed = this photo is part of a test that is not over; finish the test first, or erase all photos
photo_file-kept_already = this picture is kept already, as photo { $number }; expected another one: the same picture twice says nothing of the camera
photo_file-closed = a passphrase closes these photos; it is asked for once after every start
photo_file-wrong_passphrase = this passphrase does not open the photos; capitals and blanks between words count
photo_file-short_passphrase = found a passphrase of { $found } letters; expected at least { $least }, such as four words that nobody would guess
photo_file-unlike_passphrases = the two passphrases are not the same; expected the new one twice
