-- Some of those on a board from an index on: 0 if there are none; else 1, how many, the index, and a rank from which the others follow, that
-- of the first, or of the last where those behind it count. Their names and their records, of which some may have been lost, follow what is
-- answered. 2 in place of 1 where all that is in a record is in the set, too: then follow what they are by there, each with its score.
local function list(first, last, answers)
  local members = isPlain and call('ZRANGE', board, first, last, 'WITHSCORES') or call('ZRANGE', board, first, last)
  local count, size, place, score = #members, #answers, first + 1
  if count == 0 then
    return '\0'
  end
  answers[size + 1] = members
  if isPlain then
    score, count = members[style == 3 and count or 2], count / 2
  else
    if ties < 4 then
      for i = 1, count do
        members[i] = sub(members[i], 9)
      end
    end
    local all = call('HMGET', records, unpack(members))
    local edge = all[style == 3 and count or 1]
    score = edge and read('>d', edge)
    score = score and highest == 1 and 0 - score or score
    answers[size + 2] = all
  end
  if rank and score and (first > 0 or style == 3) then
    place = rank(first, score)
  end
  return pack('>BI4dd', isPlain and 2 or 1, count, first, place)
end
