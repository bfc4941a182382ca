-- Submits scores, one after another, as BoardRules has it. Answers for each S, whether it had been submitted before, then of each
-- window what was done and how the member stood, and then of each how many there are and how the member stands: 0 if it does not, or 3, its
-- rank, its name and its record, or, if that is asked for, a list of who stands around it; or R for an id that was used for another score, F for a build that is not open, X and the definition that
-- is recorded, if it is another, or N if there is none and the caller has to say it. What was done is A for added, C for changed, U for
-- unchanged, B for below the cut, L for closed, X for banned, R for out of range. The rule is the best, 0, the worst, 1, the last, 2,
-- or the sum, 3.
local rule, most, keep
rule, most, keep, from = read('>Bdd', arguments, from)
local submissions, names, totals, answers = {}, {'d', 'g', 'u', 'a'}, {}, {''}

while from <= #arguments do
  local one, name = {read('>dddBHc0Hc0Bc0c8B', arguments, from)}
  submissions[#submissions + 1], names[#names + 1], from = one, 'x' .. one[5], one[10]
  for _ = 1, one[9] do
    name, from = read('>Bc0', arguments, from)
    names[#names + 1], from = 'c' .. name, from + 17
  end
end
local all, asked = call('HMGET', meta, unpack(names)), 4
local definition, live, building, refusal = all[1], all[2] or '0', all[3]
if not definition and text ~= '' then
  call('HSET', meta, 'd', digest .. text)
elseif not definition then
  refusal = 'N'
elseif sub(definition, 1, 16) ~= digest then
  refusal = 'X' .. pack('>Hc0', #definition - 16, sub(definition, 17))
end
building = building and now < read('>d', building) and building
isPlain = ties < 2 and not all[4]

for _, one in ipairs(submissions) do
  local score, column, at, each, member, metadata, operation, build, count, first = unpack(one)
  at = at < 0 and micros or at
  asked = asked + 1
  if metadata ~= '' and not refusal and not all[4] then
    all[4], isPlain = call('HSET', meta, 'a', ''), false
  end
  local banned, answer, generation = all[asked], refusal, live
  local isBuild = build ~= '\0\0\0\0\0\0\0\0'
  local takesClosed, taken = isBuild
  if isBuild and not answer then
    answer = not (building and sub(building, 9, 16) == build) and 'F'
    generation = building and sub(building, 17)
  end
  generation = not answer and generation

  while generation do
    local id = operation ~= '' and key .. 'o' .. generation .. ':' .. sub(operation, 17)
    local known = id and call('GET', id)
    if known and sub(known, 1, 16) ~= sub(operation, 1, 16) then
      answer = answer or 'R'
      break
    end
    local firsts, nexts, from = '', '', first
    for i = asked + 1, asked + count do
      local window, ends, closes, expires
      window, ends, closes, expires, from = read('>Bc0Bdd', arguments, from)
      local effect, before, stands = 'L', '\0', '\0'
      local name = generation .. ':' .. window
      board, records, scores = key .. 'z' .. name, key .. 'h' .. name, key .. 's' .. name
      local total = window == '' and 0 or totals[board] or call('ZCARD', board)
      if banned and window ~= '' then
        effect = 'X'
      elseif window ~= '' then
        local found = call('HMGET', records, member, '\255')
        local old, version = found[1], found[2]
        local oldScore, oldColumn, oldAt, was, wasScore, index, place
        if old then
          oldScore, oldColumn, oldAt = read('>ddd', old)
          was, wasScore = element(member, oldColumn, oldAt), highest == 1 and 0 - oldScore or oldScore
          index = call('ZRANK', board, was)
        end
        if index then
          place = rank and rank(index, wasScore) or index + 1
          before = '\1' .. pack('>d', place) .. sub(old, 1, 24)
        else
          old, was, wasScore = nil -- what is left of a record whose set the server has evicted
        end

        local mark, nextScore, nextColumn, nextAt = all[i], score, column, at
        if known then
          effect = 'U'
        elseif takesClosed and now < expires
          or not takesClosed and now < closes and mark ~= '1' and mark ~= '3' then
          local counts
          if not old then
            effect = 'A'
          elseif rule == 3 then
            if score > 0 and oldScore > 9007199254740992 - score or score < 0 and oldScore < -9007199254740992 - score then
              effect = 'R'
            else
              counts = score ~= 0 or column ~= oldColumn
              nextScore, nextAt = oldScore + score, math.max(oldAt, at)
            end
          elseif rule == 2 then
            counts = at >= oldAt
          elseif score ~= oldScore then
            counts = ((score > oldScore) == (highest == 1)) == (rule == 0)
          elseif rule == 1 and (ties == 2 or ties == 3) then
            counts = column ~= oldColumn and (column < oldColumn) == (ties == 2)
          else
            counts = ties == 0 and at < oldAt or ties == 1 and at > oldAt or ties == 2 and column > oldColumn
              or ties == 3 and column < oldColumn
          end
          if effect == 'L' then
            effect = counts and 'C' or 'U'
          end
        end

        if effect == 'A' or effect == 'C' then
          -- A set that is emptied would forget when it expires, so the new place is taken before the old one is left.
          local is, isScore = element(member, nextColumn, nextAt), highest == 1 and 0 - nextScore or nextScore
          local wasIndex = index or 100
          total = total + call('ZADD', board, isScore, is)
          if was and was ~= is then
            total = total - call('ZREM', board, was)
          end
          if left and isScore ~= wasScore then
            call('ZADD', scores, isScore, isScore)
            if was then
              left(wasScore)
            end
          end
          if most > 0 and total > most then
            local gone = call('ZRANGE', board, most, -1, 'WITHSCORES')
            call('ZREMRANGEBYRANK', board, most, -1)
            for j = 1, #gone, 2 do
              if gone[j] == is then
                effect = 'B'
              else
                call('HDEL', records, ties == 4 and gone[j] or sub(gone[j], 9))
              end
              if left then
                left(gone[j + 1])
              end
            end
            total = most
          end
          if effect ~= 'B' then
            old = pack('>ddd', nextScore, nextColumn, nextAt)
              .. (metadata ~= '' and metadata or old and sub(old, 25) or '')
            index = call('ZRANK', board, is)
            place = rank and rank(index, isScore) or index + 1
            -- A version vouches for the first hundred, and for their ranks, which others count for in one style.
            if index < 100 or wasIndex < 100 or style == 3 then
              version = version and read('>d', version) or 0
              call('HSET', records, member, old, '\255', pack('>d', micros > version and micros or version + 1))
            else
              call('HSET', records, member, old)
            end
          end
          if total == 1 and effect == 'A' then
            for _, one in ipairs(expires < 8640000000000 and {board, records, left and scores or nil} or {}) do
              call('PEXPIREAT', one, expires)
            end
            if ends == 1 and not mark then
              call('ZADD', key .. 'w', 'NX', closes, window)
              call('ZADD', key .. 't', expires + 604800000, window)
              -- Where nobody asks for ends, this alone forgets those of before: some more than come.
              for _, over in ipairs(call('ZRANGEBYSCORE', key .. 't', '-inf', now, 'LIMIT', 0, 3)) do
                call('HDEL', meta, 'c' .. over)
                call('ZREM', key .. 'w', over)
                call('ZREM', key .. 't', over)
              end
            end
            if isBuild then
              call('SADD', key .. 'b' .. generation, window)
            end
          end
        end

        if index and not answer and each > 0 then
          stands = list(index > each and index - each or 0, index + each, answers)
        elseif index then
          stands = pack('>BdHc0Hc0', 3, place, #member, member, #old, old)
        end
      end
      totals[board] = total
      taken = taken or effect ~= 'L' and effect ~= 'X'
      firsts, nexts = firsts .. effect .. before, nexts .. pack('>d', total) .. stands
    end

    if id and not known then
      call('SET', id, sub(operation, 1, 16) .. firsts, 'PX', keep)
    end
    answer = answer or (known and 'S\1' .. sub(known, 17) or 'S\0' .. firsts) .. nexts
    -- What is new goes into what is being built, too, unless it is refused.
    generation, isBuild = not isBuild and not known and taken and building and sub(building, 17), true
  end
  answers[1], asked = answers[1] .. answer, asked + count
end
return #answers == 1 and answers[1] or answers
