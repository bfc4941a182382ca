-- Submits scores, one after another, as BoardRules has it. Answers for each S, whether it had been submitted before, then of each
-- window what was done and how the member stood, and then of each how many there are and who stands around the member; or R for an
-- id that was used for another score, F for a build that is not open, X or N. What was done is A for added, C for changed, U for
-- unchanged, B for below the cut, L for closed, X for banned, R for out of range. The rule is the best, 0, the worst, 1, the last, 2,
-- or the sum, 3.
local answers, rule, a, b, c, d, e, f = {}
rule, a, b, c, d, from = read('>BI4I4I4I4', arguments, from)
local most, keep = a * 4294967296 + b, c * 4294967296 + d

while from <= #arguments do
  local each, member, metadata, operation, build, count
  a, b, c, d, e, f, each, member, metadata, operation, build, count, from =
    read('>i4I4i4I4i4I4BHc0Hc0Bc0c8B', arguments, from)
  local score, column, at = a * 4294967296 + b, c * 4294967296 + d, e * 4294967296 + f
  at = at < 0 and micros or at
  local windows, names = {}, {'d', 'g', 'u', 'x' .. member}
  for i = 1, count do
    local name, ends
    name, ends, a, b, c, d, from = read('>Bc0BI4I4I4I4', arguments, from)
    windows[i] = {name = name, ends = ends == 1, closes = a * 4294967296 + b, expires = c * 4294967296 + d}
    names[i + 4] = 'c' .. name
  end
  local all = call('HMGET', meta, unpack(names))
  local generation, building, banned = all[2] or '0', all[3], all[4]
  building = building and now < number(building, 1) and building
  local isBuild = build ~= '\0\0\0\0\0\0\0\0'
  local takesClosed, taken = isBuild
  local answer = refuses(all[1], true)
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
    local firsts, nexts = '', ''
    for i = 1, count do
      local window = windows[i]
      onto(generation, window.name)
      local effect, before, total, stands = 'L', '\0', 0, '\0\0\0\0'
      if banned and window.name ~= '' then
        effect, total = 'X', call('ZCARD', board)
      elseif window.name ~= '' then
        local found = call('HMGET', records, member, '\255')
        local old = found[1]
        local oldScore, oldColumn, oldAt, was, wasScore, index, place
        if old then
          oldScore, oldColumn, oldAt = record(old)
          was, wasScore = element(member, oldColumn, oldAt), sorted(oldScore)
          index = call('ZRANK', board, was)
        end
        if index then
          place = rank(index, wasScore)
          before = '\1' .. bytes(place) .. sub(old, 1, 24)
        else
          old, was, wasScore = nil -- what is left of a record whose set the server has evicted
        end

        local mark, nextScore, nextColumn, nextAt = all[i + 4], score, column, at
        if known then
          effect = 'U'
        elseif takesClosed and now < window.expires
          or not takesClosed and now < window.closes and mark ~= '1' and mark ~= '3' then
          local counts
          if not old then
            effect = 'A'
          elseif rule == 3 then
            if score > 0 and oldScore > EXACT - score or score < 0 and oldScore < -EXACT - score then
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
          local is, isScore, wasIndex = element(member, nextColumn, nextAt), sorted(nextScore), index or 100
          call('ZADD', board, isScore, is)
          if was and was ~= is then
            call('ZREM', board, was)
          end
          if left and isScore ~= wasScore then
            call('ZADD', scores, isScore, isScore)
            if was then
              left(wasScore)
            end
          end
          total = call('ZCARD', board)
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
                left(string.format('%.0f', gone[j + 1]))
              end
            end
            total = most
          end
          if effect ~= 'B' then
            old = pack('>i4I4i4I4i4I4', floor(nextScore / 4294967296), nextScore % 4294967296, floor(nextColumn / 4294967296),
              nextColumn % 4294967296, floor(nextAt / 4294967296), nextAt % 4294967296)
              .. (metadata ~= '' and metadata or old and sub(old, 25) or '')
            index = call('ZRANK', board, is)
            place = rank(index, isScore)
            -- A version vouches for the first hundred, and for their ranks, which others count for in one style.
            if index < 100 or wasIndex < 100 or style == 3 then
              call('HSET', records, member, old, '\255', later(found[2]))
            else
              call('HSET', records, member, old)
            end
          end
          if total == 1 and effect == 'A' then
            local expires = string.format('%.0f', window.expires)
            for _, one in ipairs(window.expires < 8640000000000 and {board, records, left and scores or nil} or {}) do
              call('PEXPIREAT', one, expires)
            end
            if window.ends and not mark then
              call('ZADD', key .. 'w', 'NX', string.format('%.0f', window.closes), window.name)
              call('ZADD', key .. 't', string.format('%.0f', window.expires + 604800000), window.name)
            end
            if isBuild then
              call('SADD', key .. 'b' .. generation, window.name)
            end
          end
        else
          total = call('ZCARD', board)
        end

        if index and each == 0 then
          stands = '\0\0\0\1' .. bytes(index) .. bytes(place) .. pack('>Hc0Hc0', #member, member, #old, old)
        elseif index then
          stands = list(math.max(index - each, 0), index + each)
        end
      end
      taken = taken or effect ~= 'L' and effect ~= 'X'
      firsts, nexts = firsts .. effect .. before, nexts .. bytes(total) .. stands
    end

    if id and not known then
      call('SET', id, sub(operation, 1, 16) .. firsts, 'PX', keep)
    end
    answer = answer or (known and 'S\1' .. sub(known, 17) or 'S\0' .. firsts) .. nexts
    -- What is new goes into what is being built, too, unless it is refused.
    generation, isBuild = not isBuild and not known and taken and building and sub(building, 17), true
  end
  answers[#answers + 1] = answer
end
return table.concat(answers)
